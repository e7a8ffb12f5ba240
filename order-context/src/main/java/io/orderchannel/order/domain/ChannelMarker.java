package io.orderchannel.order.domain;

/**
 * The highest version of the channel's side that an order applied, and the message that carried it.
 *
 * @param version 0 until a message is applied
 * @param messageId id of the event that was applied, empty until one is
 */
public record ChannelMarker(long version, String messageId) {
    public static final ChannelMarker NONE = new ChannelMarker(0, "");

    public boolean isNewerThan(ChannelMarker other) {
        return version > other.version;
    }
}
