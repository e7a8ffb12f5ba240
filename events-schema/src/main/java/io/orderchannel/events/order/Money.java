package io.orderchannel.events.order;

/**
 * An amount in minor units of a currency: 1250 EUR is 12.50 euro.
 *
 * @param amount minor units, at least 0
 * @param currency ISO 4217 code of three capital letters
 */
public record Money(long amount, String currency) {}
