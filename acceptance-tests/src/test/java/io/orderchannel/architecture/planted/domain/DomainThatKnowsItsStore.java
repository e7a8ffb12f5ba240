package io.orderchannel.architecture.planted.domain;

import io.orderchannel.architecture.planted.adapter.dynamodb.AdapterThatKnowsItsHandler;
import java.time.Instant;

/** Planted: the domain reaches for its adapter and for the time. */
public record DomainThatKnowsItsStore(AdapterThatKnowsItsHandler store) {
    public Instant now() {
        return Instant.now();
    }
}
