package io.orderchannel.channel.slots.handler;

import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.Channel;
import java.util.EnumMap;
import java.util.Map;

/** The capacity of every channel in one environment variable: {@code STORE=10000,COURIER=10000,LOCKER=100,MARKETPLACE=10000}. */
final class CapacityVariable {

    private CapacityVariable() {}

    /** @throws IllegalArgumentException when a channel is missing, unknown or there twice, or its capacity is no number of 0 or more */
    static Capacities parse(String text) {
        Map<Channel, Capacity> capacities = new EnumMap<>(Channel.class);
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                throw expected();
            }
            try {
                Channel channel = Channel.valueOf(entry.substring(0, equals).strip());
                Capacity capacity = new Capacity(
                        Integer.parseInt(entry.substring(equals + 1).strip()));
                if (capacities.put(channel, capacity) != null) {
                    throw expected();
                }
            } catch (IllegalArgumentException _) {
                throw expected();
            }
        }
        if (capacities.size() < Channel.values().length) {
            throw expected();
        }
        return new Capacities(capacities);
    }

    private static IllegalArgumentException expected() {
        return new IllegalArgumentException(
                "slots a day of each channel once, 0 or more, such as COURIER=10,LOCKER=10,MARKETPLACE=10,STORE=10");
    }
}
