package io.orderchannel.events;

/** What happened to an aggregate: the {@code data} of a {@link CloudEvent}, one record a type. */
public sealed interface EventData permits OrderEvent, ChannelEvent {
    /** Type that goes into the envelope. */
    EventType type();

    /** Identity of the aggregate that changed. */
    String aggregateId();

    /** Version of the aggregate after the change, at least 1. */
    long version();

    /** The order it is about: the envelope's {@code subject}. */
    String orderId();
}
