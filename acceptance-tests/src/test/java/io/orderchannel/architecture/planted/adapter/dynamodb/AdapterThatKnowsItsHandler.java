package io.orderchannel.architecture.planted.adapter.dynamodb;

import io.orderchannel.architecture.planted.handler.HandlerWithState;

/** Planted: an adapter that knows which function it serves. */
public record AdapterThatKnowsItsHandler(HandlerWithState handler) {}
