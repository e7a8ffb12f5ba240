package io.orderchannel.events.order;

/**
 * State of an order as its events carry it. Each event type fixes the state it carries, so a new state comes with a new
 * event type and never surprises the reader of an existing one.
 */
public enum OrderState {
    PLACED,
    CONFIRMED,
    REJECTED,
    SHIPPED,
    DELIVERED,
    CANCELLING,
    CANCELLED
}
