package faas.kit.relay;

import faas.kit.log.Correlation;
import java.util.Map;

/**
 * What the relay needs to know of an event that it passes on.
 *
 * @param type the type, by which subscriptions filter
 * @param attributes what else subscriptions filter by, name and value
 * @param correlation what ties its log line to those of the other functions
 */
public record EventHeader(String type, Map<String, String> attributes, Correlation correlation) {
    public EventHeader {
        attributes = Map.copyOf(attributes);
    }

    /** The header of an event that subscriptions filter by its type alone. */
    public EventHeader(String type, Correlation correlation) {
        this(type, Map.of(), correlation);
    }
}
