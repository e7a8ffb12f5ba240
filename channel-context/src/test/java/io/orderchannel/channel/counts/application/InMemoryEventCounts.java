package io.orderchannel.channel.counts.application;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Counts in memory. For one thread. */
public final class InMemoryEventCounts implements EventCounts {
    private final Map<String, Integer> counts = new HashMap<>();

    @Override
    public void add(LocalDate day, String type) {
        counts.merge(day + "#" + type, 1, Integer::sum);
    }

    public int count(LocalDate day, String type) {
        return counts.getOrDefault(day + "#" + type, 0);
    }
}
