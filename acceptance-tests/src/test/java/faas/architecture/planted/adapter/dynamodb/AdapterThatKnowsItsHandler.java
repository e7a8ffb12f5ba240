package faas.architecture.planted.adapter.dynamodb;

import faas.architecture.planted.handler.HandlerWithState;

/** Planted: an adapter that knows which function it serves. */
public record AdapterThatKnowsItsHandler(HandlerWithState handler) {}
