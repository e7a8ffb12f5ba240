package faas.localcloud.sns;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.filter.EventFilter;
import faas.localcloud.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Filter policies as SNS takes them: Event Ruler's patterns within SNS's limits.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html">Constraints</a>
 */
public final class FilterPolicy {
    private static final int MOST_KEYS = 5;
    private static final long MOST_COMBINATIONS = 150;

    private FilterPolicy() {}

    /**
     * The filter of a policy; an empty one lets everything pass.
     *
     * @param ofBody whether it is about the message's body, where it may be nested, and not about attributes
     * @throws IllegalArgumentException in SNS's words if SNS refuses the policy
     */
    public static EventFilter read(String policy, boolean ofBody) {
        JsonNode keys = Json.parse(policy);
        if (keys.isEmpty()) {
            return EventFilter.everything();
        }
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "FilterPolicy: Filter policy can not have more than " + MOST_KEYS + " keys: found " + keys.size());
        }
        EventFilter filter = EventFilter.of(List.of(policy));
        long combinations = combinations(keys, 1, 1, ofBody);
        if (combinations > MOST_COMBINATIONS) {
            throw new IllegalArgumentException("FilterPolicy: Filter policy is too complex: found " + combinations
                    + " combinations of values, expected at most " + MOST_COMBINATIONS);
        }
        return filter;
    }

    /** The product of the numbers of values of all keys; the values of a nested key count once for each level. */
    private static long combinations(JsonNode keys, int depth, long before, boolean ofBody) {
        long product = before;
        for (Map.Entry<String, JsonNode> key : keys.properties()) {
            JsonNode values = key.getValue();
            if (key.getKey().equals("$or") && values.isArray()) {
                long sum = 0;
                for (JsonNode alternative : values) {
                    sum += combinations(alternative, depth, product, ofBody);
                }
                product = sum;
            } else if (values.isArray()) {
                product *= (long) values.size() * depth;
            } else if (ofBody) {
                product = combinations(values, depth + 1, product, true);
            } else {
                throw new IllegalArgumentException(
                        "Filter policy scope MessageAttributes does not support nested filter policy: found "
                                + key.getKey());
            }
        }
        return product;
    }
}
