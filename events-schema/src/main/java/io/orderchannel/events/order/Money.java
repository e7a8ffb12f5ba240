package io.orderchannel.events.order;

import faas.events.Fields;

/**
 * An amount in minor units of a currency: 1250 EUR is 12.50 euro.
 *
 * @param amount minor units, at least 0
 * @param currency ISO 4217 code of three capital letters
 */
public record Money(long amount, String currency) {
    public Money {
        Fields.atLeast(0, amount, "amount");
        Fields.present(currency, "currency");
        if (!isCode(currency)) {
            throw new IllegalArgumentException("currency is invalid, expected three capital letters");
        }
    }

    private static boolean isCode(String currency) {
        return currency.length() == 3 && currency.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }
}
