package io.orderchannel.channel.slots.application;

import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import java.util.Optional;

/** Port: what was decided about an order, as the last completed write left it. */
public interface FindAssignment {

    /** Empty where nothing was decided yet. */
    Optional<Assignment> find(OrderId orderId);
}
