package com.example.sample.handler;

import com.example.events.sample.SampleEventFormat;
import faas.events.EventCodec;

/** Wires CountFromTopic to the events that it takes. */
final class CountFromTopicModule {
    private CountFromTopicModule() {}

    static EventCodec events() {
        return new EventCodec(new SampleEventFormat());
    }
}
