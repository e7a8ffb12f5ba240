package io.orderchannel.order.domain;

/** Names one order: 32 lower-case hexadecimal digits. */
public record OrderId(String value) {

    private static final int LENGTH = 32;

    public OrderId {
        boolean valid = value.length() == LENGTH;
        for (int i = 0; valid && i < LENGTH; i++) {
            valid = isHex(value.charAt(i));
        }
        if (!valid) {
            throw new InvalidValue("must be " + LENGTH + " lower-case hexadecimal digits");
        }
    }

    /**
     * The id of the order that this customer places under this key. Being a hash of the two it is known before anything is stored, so a
     * second request under the same key meets the first one's item, and no separate record of keys is needed.
     */
    public static OrderId of(CustomerId customer, IdempotencyKey key) {
        return new OrderId(new Sha256().add(customer.value()).add(key.value()).hex(LENGTH / 2));
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
