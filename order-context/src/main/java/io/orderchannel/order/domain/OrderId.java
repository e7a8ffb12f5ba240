package io.orderchannel.order.domain;

import java.util.List;
import java.util.regex.Pattern;

/** Names one order: 32 lower-case hexadecimal digits. */
public record OrderId(String value) {
    public static final int MAX_KEY_LENGTH = 255;

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public OrderId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 32 lower-case hexadecimal digits");
        }
    }

    /**
     * The id of the order that this customer places under this idempotency key: a hash of the two, so that a second
     * request under the same key finds the first one's item, and keys need no records of their own.
     */
    public static OrderId of(String customer, String key) {
        return new OrderId(Sha256.hex(List.of(customer, key(key))).substring(0, 32));
    }

    /** Checks an idempotency key, 1 to {@value #MAX_KEY_LENGTH} characters; throws IllegalArgumentException. */
    public static String key(String key) {
        return Text.require(key, MAX_KEY_LENGTH);
    }
}
