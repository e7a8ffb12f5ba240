package io.orderchannel.agreement;

import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.InMemoryAssignments;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.order.application.InMemoryOrders;
import io.orderchannel.order.application.Orders;

class AgreementTest extends AgreementContract {

    private InMemoryAssignments assignments = new InMemoryAssignments();

    @Override
    Orders orders() {
        return new InMemoryOrders();
    }

    @Override
    Assignments assignments() {
        assignments = new InMemoryAssignments();
        return assignments;
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
