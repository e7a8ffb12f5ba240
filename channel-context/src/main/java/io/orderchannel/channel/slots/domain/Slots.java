package io.orderchannel.channel.slots.domain;

/** The slots of one channel on one day: what orders compete for. */
public record Slots(Channel channel, SlotDay day) {

    @Override
    public String toString() {
        return channel + " on " + day;
    }
}
