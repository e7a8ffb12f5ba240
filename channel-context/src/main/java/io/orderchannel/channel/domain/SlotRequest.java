package io.orderchannel.channel.domain;

/** An order asks for one slot. */
public record SlotRequest(OrderId orderId, Slots slots) {}
