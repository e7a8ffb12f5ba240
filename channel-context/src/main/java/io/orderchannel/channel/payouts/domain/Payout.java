package io.orderchannel.channel.payouts.domain;

import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import java.time.Instant;

/**
 * What a channel is owed for an order that it delivered; one for each assignment.
 *
 * @param deliveredAt when the partner reported it
 * @param cause id of the event that announced it
 */
public record Payout(String assignmentId, OrderId orderId, Channel channel, Instant deliveredAt, String cause) {}
