package io.orderchannel.infra;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Slots that each channel has a day. */
public record ChannelCapacity(Map<String, Integer> slotsPerDay) {
    public ChannelCapacity {
        slotsPerDay = Map.copyOf(slotsPerDay);
    }

    public ChannelCapacity with(String channel, int slots) {
        Map<String, Integer> changed = new TreeMap<>(slotsPerDay);
        changed.put(channel, slots);
        return new ChannelCapacity(changed);
    }

    /** As the handler reads it: {@code COURIER=10000,LOCKER=100}, in the order of the names. */
    String asVariable() {
        return new TreeMap<>(slotsPerDay)
                .entrySet().stream()
                        .map(slots -> slots.getKey() + "=" + slots.getValue())
                        .collect(Collectors.joining(","));
    }
}
