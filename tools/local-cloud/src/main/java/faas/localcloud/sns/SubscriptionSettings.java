package faas.localcloud.sns;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.filter.EventFilter;
import faas.localcloud.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be set on a subscription.
 *
 * @param attributes as they were given, for those who ask
 * @param deadLetterArn where messages go that cannot be delivered
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html">Attributes</a>
 */
record SubscriptionSettings(
        Map<String, String> attributes,
        boolean raw,
        EventFilter filter,
        boolean filtersBody,
        Optional<String> deadLetterArn) {
    private static final Set<String> KNOWN =
            Set.of("RawMessageDelivery", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy");

    /**
     * Reads attributes.
     *
     * @throws IllegalArgumentException for an attribute that is not known, or a value that is not what it should be
     */
    static SubscriptionSettings of(Map<String, String> attributes) {
        for (String name : attributes.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("attribute " + name + " is not carried out, expected " + KNOWN);
            }
        }
        String scope = attributes.getOrDefault("FilterPolicyScope", "MessageAttributes");
        if (!scope.equals("MessageAttributes") && !scope.equals("MessageBody")) {
            throw new IllegalArgumentException(
                    "FilterPolicyScope: found " + scope + ", expected MessageAttributes or MessageBody");
        }
        String policy = attributes.getOrDefault("FilterPolicy", "{}");
        JsonNode redrive = Json.parse(attributes.getOrDefault("RedrivePolicy", "{}"));
        return new SubscriptionSettings(
                Map.copyOf(attributes),
                Boolean.parseBoolean(attributes.getOrDefault("RawMessageDelivery", "false")),
                FilterPolicy.read(policy, scope.equals("MessageBody")),
                scope.equals("MessageBody"),
                redrive.has("deadLetterTargetArn")
                        ? Optional.of(redrive.get("deadLetterTargetArn").asText())
                        : Optional.empty());
    }

    SubscriptionSettings with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return of(changed);
    }

    /**
     * Whether the filter policy lets the message pass. One about attributes matches no message that has none, not even
     * where it asks that an attribute is absent.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html">Key matching</a>
     */
    boolean accepts(SnsMessage message) {
        if (filtersBody) {
            return filter.matches(message.body());
        }
        return filter == EventFilter.everything()
                || (!message.attributes().isEmpty() && filter.matches(message.attributesAsEvent()));
    }
}
