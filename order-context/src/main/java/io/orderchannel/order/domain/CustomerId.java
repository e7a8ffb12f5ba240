package io.orderchannel.order.domain;

/** Who orders; 1 to 128 characters. Personal data: never logged. */
public record CustomerId(String value) {

    public static final int MAX_LENGTH = 128;

    public CustomerId {
        Text.require(value, MAX_LENGTH);
    }
}
