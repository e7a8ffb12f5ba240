package faas.events;

/**
 * What ties an event to the request that started everything and to what caused it directly. In every event and log
 * line.
 *
 * @param traceparent W3C trace context ({@code 00-<32 hex>-<16 hex>-<2 hex>}); passed on unchanged, since the functions
 *     forward a trace and open no spans of their own (<a href="https://www.w3.org/TR/trace-context/">Trace Context</a>)
 * @param correlationId the same in every event that follows from one request
 * @param causationId id of the request or event that caused this event
 */
public record EventContext(String traceparent, String correlationId, String causationId) {
    /** The context of an event that is caused by another one: same trace and correlation, that event as the cause. */
    public static EventContext causedBy(CloudEvent cause) {
        return new EventContext(cause.context().traceparent(), cause.context().correlationId(), cause.id());
    }
}
