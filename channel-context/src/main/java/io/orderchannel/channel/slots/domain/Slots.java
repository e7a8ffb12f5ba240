package io.orderchannel.channel.slots.domain;

import java.time.LocalDate;

/**
 * The slots of one channel on one day: what orders compete for.
 *
 * @param day in UTC, on which the order was placed, not handled: the same at every redelivery
 */
public record Slots(Channel channel, LocalDate day) {
    @Override
    public String toString() {
        return channel + " on " + day;
    }
}
