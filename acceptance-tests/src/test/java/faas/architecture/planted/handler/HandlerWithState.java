package faas.architecture.planted.handler;

import faas.architecture.planted.domain.DomainThatKnowsItsStore;
import org.jspecify.annotations.Nullable;

/** Planted: a handler that remembers something between invocations. */
public final class HandlerWithState {
    private @Nullable DomainThatKnowsItsStore last;

    public @Nullable DomainThatKnowsItsStore replaceLast(DomainThatKnowsItsStore next) {
        DomainThatKnowsItsStore before = last;
        last = next;
        return before;
    }
}
