package io.orderchannel.architecture.planted.application;

import io.orderchannel.architecture.planted.adapter.dynamodb.AdapterThatKnowsItsHandler;

/** Planted: a use case that bypasses its port. */
public record UseCaseThatKnowsItsStore(AdapterThatKnowsItsHandler store) {}
