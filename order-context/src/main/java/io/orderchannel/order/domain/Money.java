package io.orderchannel.order.domain;

import java.util.Currency;

/**
 * An amount of money.
 *
 * @param amount in the currency's minor units (cents for EUR), 0 to {@value #MAX_AMOUNT}: integers up to there survive every JSON reader
 * @param currency an ISO 4217 currency
 */
public record Money(long amount, Currency currency) {

    /** 2^53 - 1. A reader that keeps numbers as IEEE doubles loses larger ones (RFC 8259, section 6). */
    public static final long MAX_AMOUNT = 9_007_199_254_740_991L;

    public Money {
        amount(amount);
    }

    /** The amount, if it is one. */
    public static long amount(long amount) {
        if (amount < 0 || amount > MAX_AMOUNT) {
            throw new InvalidValue("must be from 0 to " + MAX_AMOUNT + ", is " + amount);
        }
        return amount;
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * The currency of this code.
     *
     * @throws InvalidValue when the code is not an upper-case ISO 4217 code
     */
    public static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new InvalidValue("must be an ISO 4217 currency code such as EUR");
        }
    }

    /**
     * The sum.
     *
     * @throws InvalidValue when the sum is out of bounds or the currencies differ
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new InvalidValue("must be in one currency, has " + currency + " and " + other.currency);
        }
        // Two amounts are at most 2^54 together, so the sum itself cannot overflow and the constructor sees it.
        return new Money(amount + other.amount, currency);
    }

    /**
     * The price of so many.
     *
     * @throws InvalidValue when the product is out of bounds
     */
    public Money times(Quantity quantity) {
        if (amount > MAX_AMOUNT / quantity.value()) {
            throw new InvalidValue("must not exceed " + MAX_AMOUNT + " in all");
        }
        return new Money(amount * quantity.value(), currency);
    }
}
