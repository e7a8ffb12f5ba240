package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.EventContext;
import io.orderchannel.channel.slots.application.ReleaseExpiredReservations.Outcome;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseExpiredReservationsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Assignment.Held HELD = aRequest("o1").held(NOON.plusSeconds(60));

    private final InMemoryAssignments store = new InMemoryAssignments();
    private final MovableClock clock = new MovableClock(NOON);
    private final ReleaseExpiredReservations releaseExpiredReservations = new ReleaseExpiredReservations(store, clock);

    @BeforeEach
    void a_slot_is_held() {
        store.hold(HELD, 1, new EventContext("trace-1", "correlation-1", "o1#1"));
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
        assertThat(releaseExpiredReservations.release(aRequest("other").id(), ScriptedTime.of(10)))
                .isEqualTo(new Outcome.NotHeld());
    }

    @Test
    void a_reservation_that_cannot_be_read_does_not_keep_other_slots() {
        clock.advance(Duration.ofSeconds(60));
        OrderId broken = new OrderId("broken");
        assertThat(ranOut(broken, HELD.orderId()).makeRoom(HELD.slots(), ScriptedTime.of(10)))
                .isTrue();

        assertThat(store.taken(HELD.slots())).isZero();
        assertThatThrownBy(() -> ranOut(broken).makeRoom(HELD.slots(), ScriptedTime.of(10)))
                .hasMessage("no assignment");
    }

    @Test
    void without_time_left_another_attempt_is_advised_so_that_no_order_is_rejected() {
        clock.advance(Duration.ofSeconds(60));

        assertThat(releaseExpiredReservations.makeRoom(HELD.slots(), ScriptedTime.of(0)))
                .isTrue();

        assertThat(store.taken(HELD.slots())).isEqualTo(1);
    }

    /** Finds those reservations; the first of them cannot be read. */
    private ReleaseExpiredReservations ranOut(OrderId... found) {
        return new ReleaseExpiredReservations(
                new ForwardingAssignments(store) {
                    @Override
                    public List<OrderId> findRanOut(Slots slots, Instant now, int most) {
                        return List.of(found);
                    }

                    @Override
                    public Optional<Assignment> find(OrderId orderId) {
                        if (orderId.equals(found[0])) {
                            throw new IllegalStateException("no assignment");
                        }
                        return super.find(orderId);
                    }
                },
                clock);
    }

    private Outcome release() {
        return releaseExpiredReservations.release(HELD.orderId(), ScriptedTime.of(10));
    }
}
