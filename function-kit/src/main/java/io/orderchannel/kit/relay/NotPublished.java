package io.orderchannel.kit.relay;

/**
 * An event that the topic did not take.
 *
 * @param index its place in the batch, from 0
 * @param reason what the topic answered
 */
public record NotPublished(int index, String reason) {}
