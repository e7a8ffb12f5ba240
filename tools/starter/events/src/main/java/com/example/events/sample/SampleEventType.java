package com.example.events.sample;

import faas.events.EventType;

/** Every event type of the Sample context. */
public enum SampleEventType implements EventType {
    ENTRY_KEPT("sample.entry-kept.v1");

    private final String wireName;

    SampleEventType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String source() {
        return "/sample";
    }
}
