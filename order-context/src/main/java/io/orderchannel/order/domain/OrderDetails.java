package io.orderchannel.order.domain;

import java.time.Instant;

/** What was ordered, the same in every state. */
public record OrderDetails(OrderId id, CustomerId customer, Channel channel, OrderItems items, Instant placedAt) {}
