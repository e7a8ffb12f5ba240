package io.orderchannel.channel.slots.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The UTC day that a slot belongs to. */
public record SlotDay(LocalDate date) {

    /** The day on which the order was placed, not the one on which it is handled: the same at every redelivery. */
    public static SlotDay of(Instant placedAt) {
        return new SlotDay(LocalDate.ofInstant(placedAt, ZoneOffset.UTC));
    }

    @Override
    public String toString() {
        return date.toString();
    }
}
