package io.orderchannel.order.domain;

/**
 * How far an order has followed its channel: the highest version of the channel's side that was applied, and the message that carried it.
 * One number and one id whatever the number of messages.
 *
 * @param version 0 as long as nothing was applied
 * @param messageId the id of the event applied, empty as long as nothing was
 */
public record ChannelMarker(long version, String messageId) {

    public static final ChannelMarker NONE = new ChannelMarker(0, "");

    public boolean isNewerThan(ChannelMarker other) {
        return version > other.version;
    }
}
