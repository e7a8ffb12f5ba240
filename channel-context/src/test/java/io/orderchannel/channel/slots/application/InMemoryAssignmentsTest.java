package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.util.Optional;

class InMemoryAssignmentsTest extends AssignmentStoreContract {

    private final InMemoryAssignments assignments = new InMemoryAssignments();

    @Override
    protected TakeSlots takeSlots() {
        return assignments;
    }

    @Override
    protected StoreRejection storeRejection() {
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
                .findFirst();
    }
}
