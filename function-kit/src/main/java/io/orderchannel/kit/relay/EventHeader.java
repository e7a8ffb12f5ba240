package io.orderchannel.kit.relay;

import io.orderchannel.kit.log.Correlation;

/**
 * What the relay needs to know of an event that it passes on.
 *
 * @param type the type, by which subscriptions filter
 * @param correlation what ties its log line to those of the other functions
 */
public record EventHeader(String type, Correlation correlation) {}
