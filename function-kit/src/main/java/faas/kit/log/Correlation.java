package faas.kit.log;

/**
 * What ties a log line to the event or request it is about.
 *
 * @param traceparent W3C trace context
 * @param correlationId the same for everything that follows from one request
 * @param causationId id of the request or event that caused the one being handled
 */
public record Correlation(String traceparent, String correlationId, String causationId) {}
