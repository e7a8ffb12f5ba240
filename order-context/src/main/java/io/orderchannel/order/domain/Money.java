package io.orderchannel.order.domain;

import java.util.Currency;

/**
 * An amount of money. Its methods refuse values out of bounds by IllegalArgumentException.
 *
 * @param amount in the currency's minor units (cents for EUR), 0 to {@value #MAX_AMOUNT}
 * @param currency an ISO 4217 code such as EUR
 */
public record Money(long amount, String currency) {
    /** 2^53 - 1. A reader that keeps numbers as IEEE doubles loses larger ones (RFC 8259, section 6). */
    public static final long MAX_AMOUNT = 9_007_199_254_740_991L;

    public Money {
        amount(amount);
        currency(currency);
    }

    /** Checks an amount. */
    public static long amount(long amount) {
        if (amount < 0 || amount > MAX_AMOUNT) {
            throw new IllegalArgumentException("must be from 0 to " + MAX_AMOUNT + ", is " + amount);
        }
        return amount;
    }

    /** Checks a currency code. */
    public static String currency(String code) {
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be an ISO 4217 currency code such as EUR", e);
        }
    }

    /** The sum of two amounts in one currency. */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("must be in one currency, has " + currency + " and " + other.currency);
        }
        // Two amounts are at most 2^54 together, so the sum cannot overflow before the constructor checks it.
        return new Money(amount + other.amount, currency);
    }

    /** The price of {@code quantity} units, which are 1 or more. */
    public Money times(int quantity) {
        if (amount > MAX_AMOUNT / quantity) {
            throw new IllegalArgumentException("must not exceed " + MAX_AMOUNT + " in all");
        }
        return new Money(amount * quantity, currency);
    }
}
