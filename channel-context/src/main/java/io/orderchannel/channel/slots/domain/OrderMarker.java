package io.orderchannel.channel.slots.domain;

/**
 * How far an assignment has followed its order: the highest version of the order that was applied, and the message that
 * carried it. One number and one id whatever the number of messages.
 */
public record OrderMarker(long version, String messageId) {
    public boolean isNewerThan(OrderMarker other) {
        return version > other.version;
    }

    /** The newer of the two; this one if none is. */
    public OrderMarker latest(OrderMarker other) {
        return other.isNewerThan(this) ? other : this;
    }
}
