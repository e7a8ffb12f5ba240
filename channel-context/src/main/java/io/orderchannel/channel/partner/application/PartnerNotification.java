package io.orderchannel.channel.partner.application;

import faas.events.EventContext;

/**
 * Asks the partner to fulfil an order.
 *
 * @param assignmentId the same in every repeat
 * @param body what the partner gets: one line of JSON
 * @param context that of the message which led to it
 */
public record PartnerNotification(String assignmentId, String body, EventContext context) {}
