package faas.infra.policy;

import faas.events.EventType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One function's own view of a topic: a subscription with a queue behind it, independent of every other group's. The
 * group is named after its function, or after its queue where no function stands behind it.
 *
 * @param eventTypes the CloudEvents types that it takes; the topic drops the rest for this group
 * @param attributes conditions on other message attributes, all of which must hold: the value that the attribute must
 *     have, or empty where an event must not have the attribute
 */
public record ConsumerGroup(List<String> eventTypes, Map<String, Optional<String>> attributes) {
    /** The message attribute that carries an event's type and that filter policies match on. */
    public static final String TYPE_ATTRIBUTE = "type";

    public ConsumerGroup {
        eventTypes = List.copyOf(eventTypes);
        attributes = Map.copyOf(attributes);
    }

    /**
     * A group without other conditions.
     *
     * @param eventTypes version included, as {@code invoice.sent.v1}
     */
    public static ConsumerGroup ofTypes(String... eventTypes) {
        return new ConsumerGroup(List.of(eventTypes), Map.of());
    }

    /** A group without other conditions, by the types of a context's contract. */
    public static ConsumerGroup of(EventType... eventTypes) {
        return ofTypes(Stream.of(eventTypes).map(EventType::wireName).toArray(String[]::new));
    }

    /** Takes only events whose message has this attribute with this value. */
    public ConsumerGroup whereAttribute(String name, String value) {
        return with(name, Optional.of(value));
    }

    /** Takes only events whose message does not have this attribute. */
    public ConsumerGroup withoutAttribute(String name) {
        return with(name, Optional.empty());
    }

    private ConsumerGroup with(String name, Optional<String> condition) {
        Map<String, Optional<String>> more = new TreeMap<>(attributes);
        more.put(name, condition);
        return new ConsumerGroup(eventTypes, more);
    }

    /** It is handed events whose costs differ. */
    boolean takesSeveralTypes() {
        return eventTypes.size() > 1;
    }
}
