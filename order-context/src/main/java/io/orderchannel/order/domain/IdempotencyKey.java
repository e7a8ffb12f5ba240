package io.orderchannel.order.domain;

/** The customer's name for one attempt to order: the same key means the same order; 1 to 255 characters. */
public record IdempotencyKey(String value) {

    public static final int MAX_LENGTH = 255;

    public IdempotencyKey {
        Text.require(value, MAX_LENGTH);
    }
}
