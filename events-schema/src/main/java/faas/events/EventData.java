package faas.events;

import java.util.Map;

/** What happened to an aggregate: the {@code data} of a {@link CloudEvent}, one record a type. */
public interface EventData {
    /** Type that goes into the envelope. */
    EventType type();

    /** Identity of the aggregate that changed. */
    String aggregateId();

    /** Version of the aggregate after the change, at least 1. */
    long version();

    /** What it is about: the envelope's {@code subject}. */
    String subject();

    /** What else than the type subscriptions filter by, name and value; none is named {@code type}. */
    default Map<String, String> attributes() {
        return Map.of();
    }
}
