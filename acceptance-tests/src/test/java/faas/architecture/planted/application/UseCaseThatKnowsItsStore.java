package faas.architecture.planted.application;

import faas.architecture.planted.adapter.dynamodb.AdapterThatKnowsItsHandler;

/** Planted: a use case that bypasses its port. */
public record UseCaseThatKnowsItsStore(AdapterThatKnowsItsHandler store) {}
