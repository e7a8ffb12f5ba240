package faas.kit.relay;

/** Reads what the relay needs to know from a stored event. */
@FunctionalInterface
public interface EventHeaderReader {
    /** The header of that event. Whatever it throws is the failure of this record. */
    EventHeader read(String event);
}
