package io.orderchannel.channel.slots.handler;

import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Channel;
import java.util.EnumMap;
import java.util.Map;

/**
 * The capacity of every channel in one environment variable: {@code
 * STORE=10000,COURIER=10000,LOCKER=100,MARKETPLACE=10000}.
 */
final class CapacityVariable {
    private CapacityVariable() {}

    /**
     * @throws IllegalArgumentException when a channel is missing, unknown or there twice, or its capacity is no number
     *     of 0 or more
     */
    static Capacities parse(String text) {
        Map<Channel, Integer> capacities = new EnumMap<>(Channel.class);
        try {
            for (String entry : text.split(",", -1)) {
                String[] pair = entry.split("=", 2);
                Channel channel = Channel.valueOf(pair[0].strip());
                if (pair.length < 2 || capacities.put(channel, Integer.valueOf(pair[1].strip())) != null) {
                    throw expected();
                }
            }
            return new Capacities(capacities);
        } catch (IllegalArgumentException _) {
            throw expected();
        }
    }

    private static IllegalArgumentException expected() {
        return new IllegalArgumentException(
                "slots a day of each channel once, 0 or more, such as COURIER=10,LOCKER=10,MARKETPLACE=10,STORE=10");
    }
}
