package io.orderchannel.order.domain;

/** Counts the changes of one order: 1 when placed, one more with each change. */
public record Version(long value) {

    public static final Version FIRST = new Version(1);

    public Version {
        if (value < 1) {
            throw new InvalidValue("must be at least 1, is " + value);
        }
    }

    public Version next() {
        return new Version(value + 1);
    }
}
