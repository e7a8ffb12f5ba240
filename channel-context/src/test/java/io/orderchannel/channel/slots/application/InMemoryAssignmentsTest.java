package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.util.Optional;

class InMemoryAssignmentsTest extends AssignmentsContract {
    private final InMemoryAssignments assignments = new InMemoryAssignments();

    @Override
    protected Assignments store() {
        return assignments;
    }

    @Override
    protected int taken(Slots slots) {
        return assignments.taken(slots);
    }

    @Override
    protected Optional<CloudEvent> storedEvent(OrderId orderId) {
        return assignments.events().stream()
                .filter(event -> event.subject().equals(orderId.value()))
                .reduce((_, last) -> last);
    }
}
