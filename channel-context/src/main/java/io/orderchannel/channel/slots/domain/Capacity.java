package io.orderchannel.channel.slots.domain;

/** How many slots a channel has on one day; 0 or more. */
public record Capacity(int slots) {

    public Capacity {
        if (slots < 0) {
            throw new IllegalArgumentException("capacity is " + slots + " slots, expected at least 0");
        }
    }

    /** Says of these slots that they are all taken. */
    public String noneLeft(Slots of) {
        return "channel " + of.channel() + " has none of its " + slots + " slots left on " + of.day();
    }
}
