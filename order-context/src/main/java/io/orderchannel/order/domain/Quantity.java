package io.orderchannel.order.domain;

/** How many of one item: 1 to 1,000,000. */
public record Quantity(int value) {

    public static final int MAX = 1_000_000;

    public Quantity {
        if (value < 1 || value > MAX) {
            throw new InvalidValue(outOfBounds(value));
        }
    }

    public static Quantity of(long value) {
        if (value < 1 || value > MAX) {
            throw new InvalidValue(outOfBounds(value));
        }
        return new Quantity((int) value);
    }

    private static String outOfBounds(long value) {
        return "must be from 1 to " + MAX + ", is " + value;
    }
}
