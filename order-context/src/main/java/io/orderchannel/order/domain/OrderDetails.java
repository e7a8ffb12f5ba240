package io.orderchannel.order.domain;

import java.time.Instant;

/**
 * What was ordered, the same in every state.
 *
 * @param express whether the order asks its channel for a slot itself and is not confirmed before it holds one
 */
public record OrderDetails(
        OrderId id, CustomerId customer, Channel channel, boolean express, OrderItems items, Instant placedAt) {}
