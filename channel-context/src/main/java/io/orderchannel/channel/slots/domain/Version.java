package io.orderchannel.channel.slots.domain;

/** Counts the changes of one assignment: 1 when it is made. */
public record Version(long value) {

    public static final Version FIRST = new Version(1);

    public Version {
        if (value < 1) {
            throw new IllegalArgumentException("version is " + value + ", expected at least 1");
        }
    }

    public Version next() {
        return new Version(value + 1);
    }
}
