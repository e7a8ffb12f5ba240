package io.orderchannel.demo.settlement;

import io.orderchannel.events.OrderState;
import java.time.Instant;

/**
 * An order has left PLACED.
 *
 * @param at when, by the event that says so
 */
public record Settlement(String orderId, OrderState state, Instant at) {}
