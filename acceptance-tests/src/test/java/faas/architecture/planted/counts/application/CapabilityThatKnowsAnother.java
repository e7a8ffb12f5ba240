package faas.architecture.planted.counts.application;

import faas.architecture.planted.slots.domain.OtherCapability;

/** Planted: a capability that uses another, which no line allows. */
public record CapabilityThatKnowsAnother(OtherCapability other) {}
