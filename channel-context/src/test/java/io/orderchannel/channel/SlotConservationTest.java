package io.orderchannel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.InMemoryAssignments;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Slots;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;

class SlotConservationTest extends SlotConservationContract {
    private static final Set<AssignmentState> REACHED = EnumSet.noneOf(AssignmentState.class);

    private final InMemoryAssignments assignments = new InMemoryAssignments();

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @Override
    protected Assignments store() {
        return assignments;
    }

    @Override
    protected int taken(Slots slots) {
        return assignments.taken(slots);
    }

    @Override
    protected int steps() {
        return 100;
    }

    @Override
    protected void reached(Set<AssignmentState> states) {
        REACHED.addAll(states);
    }

    @AfterAll
    static void every_state_was_reached() {
        assertThat(REACHED).containsExactlyInAnyOrder(AssignmentState.values());
    }
}
