package io.orderchannel.channel.slots.application;

import faas.events.CloudEvent;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import java.util.Optional;

class InMemoryAssignmentChangesTest extends AssignmentChangeContract {

    private final InMemoryAssignments assignments = new InMemoryAssignments();

    @Override
    protected StorePorts store() {
        return StorePorts.of(assignments);
    }

    @Override
    protected int taken(Slots slots) {
        return assignments.taken(slots);
    }

    @Override
    protected Optional<CloudEvent> storedEvent(RequestFixture order) {
        return assignments.events().stream()
                .filter(event -> event.subject().equals(order.order()))
                .reduce((_, last) -> last);
    }
}
