package faas.events;

import faas.json.JsonObject;
import faas.json.JsonReader;
import java.util.List;

/**
 * The events of one context in JSON: what an {@link EventCodec} is built with. Implementations are public, have a
 * public constructor without parameters, hold no state, and are safe for use by several threads.
 */
public interface EventFormat {
    /** The types that the context publishes or has published, every version that may still be read. */
    List<? extends EventType> types();

    /** The data of an event of one of these types. */
    JsonObject write(EventData data);

    /** Reads the data of an event of that type. */
    EventData read(EventType type, JsonReader in);

    /**
     * The same change in older versions of its type, newest first: what is published beside the event that is stored.
     * Empty unless consumers are being moved from one version to the next.
     */
    default List<EventData> olderVersions(EventData data) {
        return List.of();
    }
}
