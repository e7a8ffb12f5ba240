package io.orderchannel.channel.slots.domain;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** How many slots every channel has on one day, each 0 or more. */
public record Capacities(Map<Channel, Integer> byChannel) {
    public Capacities {
        for (Channel channel : Channel.values()) {
            Integer slots = byChannel.get(channel);
            if (slots == null) {
                throw new IllegalArgumentException("no capacity for channel " + channel);
            }
            if (slots < 0) {
                throw new IllegalArgumentException(
                        "capacity of channel " + channel + " is " + slots + " slots, expected at least 0");
            }
        }
        byChannel = Map.copyOf(new EnumMap<>(byChannel));
    }

    public int of(Channel channel) {
        return Objects.requireNonNull(byChannel.get(channel), channel::name);
    }

    /** Says of these slots that they are all taken. */
    public String noneLeft(Slots slots) {
        return "channel " + slots.channel() + " has none of its " + of(slots.channel()) + " slots left on "
                + slots.day();
    }
}
