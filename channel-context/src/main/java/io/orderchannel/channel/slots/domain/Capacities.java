package io.orderchannel.channel.slots.domain;

import java.util.EnumMap;
import java.util.Map;

/** The capacity of every channel. */
public record Capacities(Map<Channel, Capacity> byChannel) {

    public Capacities {
        for (Channel channel : Channel.values()) {
            if (!byChannel.containsKey(channel)) {
                throw new IllegalArgumentException("no capacity for channel " + channel);
            }
        }
        byChannel = Map.copyOf(new EnumMap<>(byChannel));
    }

    public Capacity of(Channel channel) {
        Capacity capacity = byChannel.get(channel);
        if (capacity == null) {
            throw new IllegalStateException("the constructor lets no channel go without capacity: " + channel);
        }
        return capacity;
    }
}
