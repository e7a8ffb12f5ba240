package com.example.events.sample;

import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.json.JsonObject;
import faas.json.JsonReader;
import java.util.List;

/** The events of the Sample context in JSON. */
public final class SampleEventFormat implements EventFormat {
    private static final List<SampleEventType> TYPES = List.of(SampleEventType.values());

    @Override
    public List<SampleEventType> types() {
        return TYPES;
    }

    @Override
    public JsonObject write(EventData data) {
        return switch ((SampleEventType) data.type()) {
            case ENTRY_KEPT -> {
                EntryKept entryKept = (EntryKept) data;
                yield new JsonObject()
                        .put("entryKeptId", entryKept.entryKeptId())
                        .put("version", entryKept.version())
                        .put("someText", entryKept.someText())
                        .put("someNumber", entryKept.someNumber())
                        .put("someMoney", entryKept.someMoney().toJson())
                        .put("someTime", entryKept.someTime())
                        .put("someFlag", entryKept.someFlag());
            }
        };
    }

    @Override
    public EventData read(EventType type, JsonReader in) {
        return switch ((SampleEventType) type) {
            case ENTRY_KEPT ->
                new EntryKept(
                        in.text("entryKeptId"),
                        in.number("version", 1, Long.MAX_VALUE),
                        in.text("someText"),
                        in.number("someNumber", Long.MIN_VALUE, Long.MAX_VALUE),
                        Money.read(in.object("someMoney")),
                        in.instant("someTime"),
                        in.flag("someFlag", false));
        };
    }
}
