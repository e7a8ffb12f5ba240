package io.orderchannel.channel.slots.domain;

/** An order asks for one slot. */
public record SlotRequest(OrderId orderId, Slots slots) {}
