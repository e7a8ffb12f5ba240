package faas.kit.relay;

import java.util.Map;

/**
 * An event on its way to a topic.
 *
 * @param id its event id, the same in every version of the event
 * @param type its type, by which subscriptions filter
 * @param attributes what else subscriptions filter by, name and value; none is named {@code type}
 * @param body the complete event, published as it is
 * @param converted whether it was made of the stored event, as an older version of it
 */
public record OutgoingEvent(String id, String type, Map<String, String> attributes, String body, boolean converted) {
    public OutgoingEvent {
        attributes = Map.copyOf(attributes);
    }

    /** An event as it is stored. */
    public OutgoingEvent(String id, String type, Map<String, String> attributes, String body) {
        this(id, type, attributes, body, false);
    }

    /** An event as it is stored, that subscriptions filter by its type alone. */
    public OutgoingEvent(String id, String type, String body) {
        this(id, type, Map.of(), body);
    }

    /** The id of the event's aggregate: an event id is that, {@code #} and the aggregate's version. */
    public String aggregateId() {
        int end = id.lastIndexOf('#');
        return end < 0 ? id : id.substring(0, end);
    }

    /** The event id; with the type where it is not the stored version, since a topic would drop that as a repeat. */
    String deduplicationId() {
        return converted ? id + "/" + type : id;
    }

    /** What a message about it begins with: the version, unless it is the stored one. */
    String prefix() {
        return converted ? type + ": " : "";
    }
}
