package com.example.events.sample;

import faas.json.JsonObject;
import faas.json.JsonReader;

/**
 * An amount in minor units of a currency: 1250 EUR is 12.50 euro.
 *
 * @param amount minor units, at least 0
 * @param currency ISO 4217 code of three capital letters
 */
public record Money(long amount, String currency) {
    static Money read(JsonReader in) {
        return new Money(in.number("amount", 0, Long.MAX_VALUE), in.text("currency", Money::code));
    }

    JsonObject toJson() {
        return new JsonObject().put("amount", amount).put("currency", currency);
    }

    private static String code(String text) {
        if (text.length() != 3 || !text.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new IllegalArgumentException("must be three capital letters");
        }
        return text;
    }
}
