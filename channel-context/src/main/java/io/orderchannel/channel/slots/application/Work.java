package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Slots;
import java.util.List;

/**
 * Orders that are decided together, since they ask for the same slots.
 *
 * @param conflicts how often somebody else was in the way
 */
record Work(Slots slots, List<PlacedOrder> orders, int conflicts) {

    Work only(List<PlacedOrder> some) {
        return new Work(slots, some, conflicts);
    }

    Work afterConflict() {
        return new Work(slots, orders, conflicts + 1);
    }
}
