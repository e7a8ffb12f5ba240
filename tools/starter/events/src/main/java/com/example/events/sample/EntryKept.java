package com.example.events.sample;

import faas.events.EventData;
import java.time.Instant;

/** The data of {@code sample.entry-kept.v1}. */
public record EntryKept(
        String entryKeptId,
        long version,
        String someText,
        long someNumber,
        Money someMoney,
        Instant someTime,
        boolean someFlag)
        implements EventData {
    @Override
    public SampleEventType type() {
        return SampleEventType.ENTRY_KEPT;
    }

    @Override
    public String aggregateId() {
        return entryKeptId;
    }

    @Override
    public String subject() {
        return entryKeptId;
    }
}
