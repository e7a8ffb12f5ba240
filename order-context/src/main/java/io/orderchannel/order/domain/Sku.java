package io.orderchannel.order.domain;

/** What is ordered: a stock keeping unit, 1 to 64 characters. */
public record Sku(String value) {

    public static final int MAX_LENGTH = 64;

    public Sku {
        Text.require(value, MAX_LENGTH);
    }
}
