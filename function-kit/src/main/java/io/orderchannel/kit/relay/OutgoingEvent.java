package io.orderchannel.kit.relay;

/**
 * An event on its way to a topic.
 *
 * @param id its event id, for messages about it
 * @param type its type, by which subscriptions filter
 * @param body the complete event, published as it is
 */
public record OutgoingEvent(String id, String type, String body) {}
