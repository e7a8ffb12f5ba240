package faas.architecture.planted.domain;

import faas.architecture.planted.adapter.dynamodb.AdapterThatKnowsItsHandler;
import java.time.Instant;

/** Planted: the domain reaches for its adapter and for the time. */
public record DomainThatKnowsItsStore(AdapterThatKnowsItsHandler store) {
    public Instant now() {
        return Instant.now();
    }
}
