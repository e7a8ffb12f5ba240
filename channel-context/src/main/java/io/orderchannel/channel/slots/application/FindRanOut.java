package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Instant;
import java.util.List;

/**
 * Port: orders whose reservation of one of these slots seems to have run out. An order may be missing that was reserved for a moment ago, and
 * one may be named that gave its slot back a moment ago.
 */
public interface FindRanOut {

    /** At most {@code most} orders whose reservation ended by {@code now}, those first that ended first. */
    List<OrderId> find(Slots slots, Instant now, int most);
}
