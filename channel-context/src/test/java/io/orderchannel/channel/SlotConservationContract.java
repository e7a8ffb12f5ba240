package io.orderchannel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Slots are neither leaked nor sold twice: whatever happens to the orders of a channel's day, in whichever sequence,
 * how often, at once, and wherever the work is cut short, the counter says how many assignments hold a slot, which are
 * never more than there are slots.
 *
 * <p>The seed is the test's argument, so a failing run names it. Subclasses say which seeds there are, by a static
 * method {@code seeds}.
 */
public abstract class SlotConservationContract {
    protected abstract Assignments store();

    /** How many of these slots are taken. */
    protected abstract int taken(Slots slots);

    /** How many things happen for one seed, not counting those that happen in the midst of another. */
    protected abstract int steps();

    /** What states the orders of a seed came through. */
    protected abstract void reached(Set<AssignmentState> states);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_counter_says_how_many_assignments_hold_a_slot_whatever_happens(int seed) {
        ChaoticDay day = new ChaoticDay(seed, store());

        for (int step = 0; step < steps(); step++) {
            day.somethingHappens();
            assertConserved(day);
        }
        day.everythingSettles();

        assertConserved(day);
        for (RequestFixture order : day.orders()) {
            assertThat(store().find(order.id()))
                    .as("order %s", order.order())
                    .get()
                    .extracting(Assignment::state)
                    .isNotEqualTo(AssignmentState.HELD);
        }
        reached(day.reached());
    }

    private void assertConserved(ChaoticDay day) {
        Set<Assignment> holding = new HashSet<>();
        for (RequestFixture order : day.orders()) {
            store().find(order.id()).ifPresent(assignment -> {
                day.observe(assignment);
                if (assignment.state().holdsSlot()) {
                    holding.add(assignment);
                }
            });
        }
        assertThat(taken(day.slots())).as("slots taken by %s", holding).isEqualTo(holding.size());
        assertThat(holding).hasSizeLessThanOrEqualTo(ChaoticDay.CAPACITY);
    }
}
