package io.orderchannel.channel.counts.application;

import java.time.LocalDate;

class InMemoryEventCountsTest extends EventCountsContract {
    private final InMemoryEventCounts counts = new InMemoryEventCounts();

    @Override
    protected EventCounts counts() {
        return counts;
    }

    @Override
    protected int count(LocalDate day, String type) {
        return counts.count(day, type);
    }
}
