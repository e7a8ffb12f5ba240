package io.orderchannel.architecture.planted.counts.application;

import io.orderchannel.architecture.planted.slots.domain.OtherCapability;

/** Planted: a capability that uses another, which no line allows. */
public record CapabilityThatKnowsAnother(OtherCapability other) {}
