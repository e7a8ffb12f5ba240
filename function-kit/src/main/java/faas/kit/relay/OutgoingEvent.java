package faas.kit.relay;

import java.util.Map;

/**
 * An event on its way to a topic.
 *
 * @param id its event id, for messages about it
 * @param type its type, by which subscriptions filter
 * @param attributes what else subscriptions filter by, name and value; none is named {@code type}
 * @param body the complete event, published as it is
 */
public record OutgoingEvent(String id, String type, Map<String, String> attributes, String body) {
    public OutgoingEvent {
        attributes = Map.copyOf(attributes);
    }

    /** An event that subscriptions filter by its type alone. */
    public OutgoingEvent(String id, String type, String body) {
        this(id, type, Map.of(), body);
    }

    /** The id of the event's aggregate: an event id is that, {@code #} and the aggregate's version. */
    public String aggregateId() {
        int end = id.lastIndexOf('#');
        return end < 0 ? id : id.substring(0, end);
    }
}
