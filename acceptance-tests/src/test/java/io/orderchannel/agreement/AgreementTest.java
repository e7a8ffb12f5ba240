package io.orderchannel.agreement;

import io.orderchannel.channel.slots.application.InMemoryAssignments;
import io.orderchannel.channel.slots.application.StorePorts;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.order.application.InMemoryOrders;

class AgreementTest extends AgreementContract {

    private InMemoryAssignments assignments = new InMemoryAssignments();

    @Override
    OrderSide.Store orders() {
        InMemoryOrders orders = new InMemoryOrders();
        return new OrderSide.Store(orders, orders, orders, orders, orders);
    }

    @Override
    StorePorts assignments() {
        assignments = new InMemoryAssignments();
        return StorePorts.of(assignments);
    }

    @Override
    int taken(Slots slots) {
        return assignments.taken(slots);
    }

    @Override
    int seeds() {
        return 3_000;
    }
}
