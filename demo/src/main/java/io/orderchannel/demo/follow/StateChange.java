package io.orderchannel.demo.follow;

import io.orderchannel.events.order.OrderEventType;
import java.time.Instant;

/**
 * An order has gone to another state. Changes come in no order and more than once; of two, the one with the higher
 * version is the later.
 *
 * @param version version of the order in that state
 * @param at when, by the event that says so
 */
public record StateChange(String orderId, OrderEventType state, long version, Instant at) {}
