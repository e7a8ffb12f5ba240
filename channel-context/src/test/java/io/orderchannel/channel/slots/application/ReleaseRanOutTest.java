package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.EventContext;
import io.orderchannel.channel.slots.application.ReleaseRanOut.Outcome;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseRanOutTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Assignment.Held HELD = aRequest("o1").held(NOON.plusSeconds(60));

    private final InMemoryAssignments store = new InMemoryAssignments();
    private final MovableClock clock = new MovableClock(NOON);
    private final ReleaseRanOut releaseRanOut = new ReleaseRanOut(store, store, store, clock);

    @BeforeEach
    void a_slot_is_held() {
        store.hold(HELD, new Capacity(1), new EventContext("trace-1", "correlation-1", "o1#1"));
    }

    @Test
    void a_slot_comes_back_when_its_time_is_over_and_only_once() {
        clock.advance(Duration.ofSeconds(60));

        assertThat(release()).isEqualTo(new Outcome.Released());
        assertThat(release()).isEqualTo(new Outcome.NotHeld());
        assertThat(store.taken(HELD.slots())).isZero();
        assertThat(store.events()).isEmpty();
    }

    @Test
    void a_timer_that_ends_too_soon_changes_nothing() {
        clock.advance(Duration.ofSeconds(59));

        assertThat(release()).isEqualTo(new Outcome.StillHeld(HELD.until()));
        assertThat(store.taken(HELD.slots())).isEqualTo(1);
    }

    @Test
    void a_timer_of_what_is_unknown_changes_nothing() {
        assertThat(releaseRanOut.release(aRequest("other").id(), new ScriptedPace(10)))
                .isEqualTo(new Outcome.NotHeld());
    }

    @Test
    void a_reservation_that_cannot_be_read_does_not_keep_other_slots() {
        clock.advance(Duration.ofSeconds(60));
        OrderId broken = new OrderId("broken");
        FindAssignment some = orderId -> {
            if (orderId.equals(broken)) {
                throw new IllegalStateException("no assignment");
            }
            return store.find(orderId);
        };

        assertThat(ranOut(some, broken, HELD.orderId()).makeRoom(HELD.slots(), new ScriptedPace(10)))
                .isTrue();

        assertThat(store.taken(HELD.slots())).isZero();
        assertThatThrownBy(() -> ranOut(some, broken).makeRoom(HELD.slots(), new ScriptedPace(10)))
                .hasMessage("no assignment");
    }

    @Test
    void without_time_to_look_it_is_worth_asking_again_so_that_nobody_is_rejected_for_want_of_time() {
        clock.advance(Duration.ofSeconds(60));

        assertThat(releaseRanOut.makeRoom(HELD.slots(), new ScriptedPace(0))).isTrue();

        assertThat(store.taken(HELD.slots())).isEqualTo(1);
    }

    private ReleaseRanOut ranOut(FindAssignment assignments, OrderId... found) {
        return new ReleaseRanOut((_, _, _) -> List.of(found), assignments, store, clock);
    }

    private Outcome release() {
        return releaseRanOut.release(HELD.orderId(), new ScriptedPace(10));
    }
}
