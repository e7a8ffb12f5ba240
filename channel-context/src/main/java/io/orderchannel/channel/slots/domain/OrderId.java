package io.orderchannel.channel.slots.domain;

/** The order that asks for a slot, by the name its own context gave it; not blank. */
public record OrderId(String value) {

    public OrderId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("order id is blank");
        }
    }
}
