package io.orderchannel.channel;

import static io.orderchannel.channel.slots.application.OrderRequestFixture.placed;
import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.EventContext;
import faas.kit.time.TimeLeft;
import io.orderchannel.channel.partner.application.PartnerUpdate;
import io.orderchannel.channel.partner.application.PartnerUpdate.Kind;
import io.orderchannel.channel.partner.application.RecordPartnerUpdate;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrder;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.Change;
import io.orderchannel.channel.slots.application.ForwardingAssignments;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.channel.slots.application.MovableClock;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.application.OrderRequestFixture;
import io.orderchannel.channel.slots.application.Receipt;
import io.orderchannel.channel.slots.application.ReleaseExpiredReservations;
import io.orderchannel.channel.slots.application.ScriptedTime;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotCommand.Action;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A day on which everything happens to a channel's orders that can: messages and commands come in any sequence and any
 * number, one in the midst of another, writes meet others, and processes die before a write or after it. For one
 * thread; the same seed brings the same day.
 */
final class ChaoticDay {
    static final int CAPACITY = 4;

    private static final List<Kind> KINDS = List.of(Kind.values());
    /** The states that an assignment begins in, other than by a reservation or an assigned slot. */
    private static final Set<AssignmentState> FIRST = EnumSet.of(AssignmentState.REJECTED, AssignmentState.RELEASED);

    private static final int ORDERS = 9;
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final Instant MORNING = Instant.parse("2026-03-01T06:00:00Z");

    /** How deep one thing happens in the midst of another. */
    private static final int DEEPEST = 2;

    private final Random random;
    private final int seed;
    private final MovableClock clock = new MovableClock(MORNING);
    private final List<RequestFixture> orders;
    private final Map<OrderId, Assignment> observed = new HashMap<>();
    private final Set<AssignmentState> reached = EnumSet.noneOf(AssignmentState.class);
    private final Assignments store;
    private final Assignments perfect;
    private int depth;

    ChaoticDay(int seed, Assignments store) {
        this.seed = seed;
        this.random = new Random(seed);
        this.perfect = store;
        this.store = unreliable(store);
        String day = LocalDate.parse("2026-01-01").plusDays(seed).toString();
        this.orders = IntStream.range(0, ORDERS)
                .mapToObj(i -> aRequest("seed-" + seed + "-" + i).on(day))
                .toList();
    }

    List<RequestFixture> orders() {
        return orders;
    }

    Slots slots() {
        return orders.getFirst().slots();
    }

    Set<AssignmentState> reached() {
        return reached;
    }

    /** Holds what is stored now against what was stored before: versions count up, and what is over stays as it is. */
    void observe(Assignment assignment) {
        reached.add(assignment.state());
        Assignment before = observed.put(assignment.orderId(), assignment);
        if (before == null) {
            return;
        }
        assertThat(assignment.version())
                .as("version of %s after %s", assignment, before)
                .isGreaterThanOrEqualTo(before.version());
        if (assignment.version() == before.version()) {
            assertThat(assignment).isEqualTo(before);
        }
        if (before.state().next().isEmpty()) {
            assertThat(assignment.state()).isEqualTo(before.state());
        }
    }

    /** One message, command or timer comes, or time goes by. */
    void somethingHappens() {
        try {
            happen(store);
        } catch (Died _) {
            // The sender sends it again some time, or never.
        }
    }

    /** Time goes by until nothing is held, and of each order at least one message is through. */
    void everythingSettles() {
        clock.advance(Duration.ofHours(1));
        for (RequestFixture order : orders) {
            new ReleaseExpiredReservations(perfect, clock).release(order.id(), ScriptedTime.of(100));
            assignOrder(perfect).assign(List.of(placed(order)), ScriptedTime.of(100));
        }
    }

    private void happen(Assignments assignments) {
        depth++;
        try {
            RequestFixture order = orders.get(random.nextInt(ORDERS));
            TimeLeft time = ScriptedTime.of(1 + random.nextInt(20));
            switch (random.nextInt(12)) {
                case 0 -> assignOrder(assignments).assign(someOrders(), time);
                case 1, 2 -> manageSlot(assignments).carryOut(command(Action.RESERVE, order, 1), time);
                case 3, 4 ->
                    manageSlot(assignments).carryOut(command(Action.CONFIRM, order, 1 + random.nextInt(2)), time);
                case 5 -> manageSlot(assignments).carryOut(command(Action.RELEASE, order, 1 + random.nextInt(2)), time);
                case 6 -> new ReleaseExpiredReservations(assignments, clock).release(order.id(), time);
                case 7, 8, 9 -> new RecordPartnerUpdate(assignments, clock).record(update(order), time);
                case 10 ->
                    new AnswerCancellation(assignments, clock)
                            .answer(OrderRequestFixture.cancellation(order, 2 + random.nextInt(2)), time);
                default -> clock.advance(Duration.ofSeconds(random.nextInt(40)));
            }
        } finally {
            depth--;
        }
    }

    private List<OrderRequest> someOrders() {
        List<OrderRequest> some = new ArrayList<>();
        for (RequestFixture order : orders) {
            if (random.nextInt(4) == 0) {
                some.add(placed(order));
            }
        }
        return some;
    }

    private AssignOrder assignOrder(Assignments assignments) {
        return new AssignOrder(assignments, _ -> {}, capacities(), clock);
    }

    private ManageSlot manageSlot(Assignments assignments) {
        return new ManageSlot(assignments, _ -> maybeDie(), capacities(), HOLD, clock);
    }

    /** Of few ids, so that messages come again, and some under an id that another message had. */
    private PartnerUpdate update(RequestFixture order) {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        String webhookId = "webhook-" + seed + "-" + random.nextInt(60);
        return new PartnerUpdate(order.assigned().id(), kind, "lost", webhookId, order.order() + kind, context(order));
    }

    private static SlotCommand command(Action action, RequestFixture order, long version) {
        return new SlotCommand(
                action,
                OrderRequestFixture.snapshot(order, version),
                new EventContext("trace-1", "correlation-" + order.order(), order.order() + "#" + version));
    }

    private static EventContext context(RequestFixture order) {
        return placed(order).context();
    }

    private static Capacities capacities() {
        return new Capacities(Map.of(
                Channel.STORE,
                CAPACITY,
                Channel.COURIER,
                CAPACITY,
                Channel.LOCKER,
                CAPACITY,
                Channel.MARKETPLACE,
                CAPACITY));
    }

    private Assignments unreliable(Assignments perfect) {
        return new ForwardingAssignments(perfect) {
            @Override
            public Optional<Assignment> find(OrderId orderId) {
                return read(() -> super.find(orderId));
            }

            @Override
            public Optional<Receipt> findReceipt(String webhookId) {
                return read(() -> super.findReceipt(webhookId));
            }

            @Override
            public List<OrderId> findRanOut(Slots slots, Instant now, int most) {
                return read(() -> super.findRanOut(slots, now, most));
            }

            @Override
            public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
                return write(
                        () -> super.take(slots, capacity, changes),
                        Optional.of(new NotTaken(false, Map.of(), Set.of())));
            }

            @Override
            public Hold hold(Assignment.Held reservation, int capacity, EventContext context) {
                return write(() -> super.hold(reservation, capacity, context), Hold.CONFLICT);
            }

            @Override
            public boolean change(Change change) {
                return write(() -> changed(super.change(change), change), false);
            }
        };
    }

    private static boolean changed(boolean stored, Change change) {
        Optional<AssignmentState> before = change.before().map(Assignment::state);
        // What is told again keeps its state.
        if (stored && !before.equals(Optional.of(change.after().state()))) {
            assertThat(before.map(AssignmentState::next).orElse(FIRST))
                    .as("states after %s", before)
                    .contains(change.after().state());
        }
        return stored;
    }

    private <T> T read(Supplier<T> port) {
        T read = port.get();
        // What is read may be outdated by the time it is used.
        maybeInTheMidst();
        maybeDie();
        return read;
    }

    private <T> T write(Supplier<T> port, T conflict) {
        maybeInTheMidst();
        maybeDie();
        if (random.nextInt(8) == 0) {
            return conflict;
        }
        T written = port.get();
        maybeDie();
        return written;
    }

    private void maybeInTheMidst() {
        if (depth <= DEEPEST && random.nextInt(5) == 0) {
            try {
                happen(store);
            } catch (Died _) {
                // Another process than the one it happens in the midst of.
            }
        }
    }

    private void maybeDie() {
        if (random.nextInt(25) == 0) {
            throw new Died();
        }
    }

    /** The process is gone. What it may have caught and gone on from is covered as well. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
