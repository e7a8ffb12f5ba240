package com.example.sample.handler;

import com.example.events.sample.SampleEventFormat;
import faas.events.EventCodec;

/** Wires KeepFromQueue to the events that it takes. */
final class KeepFromQueueModule {
    private KeepFromQueueModule() {}

    static EventCodec events() {
        return new EventCodec(new SampleEventFormat());
    }
}
