package io.orderchannel.channel;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.EventContext;
import io.orderchannel.channel.partner.application.PartnerUpdate;
import io.orderchannel.channel.partner.application.PartnerUpdate.Kind;
import io.orderchannel.channel.partner.application.RecordUpdate;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrders;
import io.orderchannel.channel.slots.application.CancellationRequest;
import io.orderchannel.channel.slots.application.ChangeAssignment;
import io.orderchannel.channel.slots.application.ChangeAssignment.Change;
import io.orderchannel.channel.slots.application.ConfirmSlot;
import io.orderchannel.channel.slots.application.HoldSlot;
import io.orderchannel.channel.slots.application.MovableClock;
import io.orderchannel.channel.slots.application.Pace;
import io.orderchannel.channel.slots.application.PlacedOrder;
import io.orderchannel.channel.slots.application.PlacedOrderFixture;
import io.orderchannel.channel.slots.application.ReleaseRanOut;
import io.orderchannel.channel.slots.application.ReleaseSlot;
import io.orderchannel.channel.slots.application.ReserveSlot;
import io.orderchannel.channel.slots.application.ScriptedPace;
import io.orderchannel.channel.slots.application.StorePorts;
import io.orderchannel.channel.slots.application.StoreRejection;
import io.orderchannel.channel.slots.application.TakeSlots;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Capacity;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.OrderMarker;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
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
 * A day on which everything happens to a channel's orders that can: messages and commands come in any sequence and any number, one in the
 * midst of another, writes meet others, and processes die before a write or after it. For one thread; the same seed brings the same day.
 */
final class ChaoticDay {

    static final int CAPACITY = 4;

    private static final List<Kind> KINDS = List.of(Kind.values());
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
    private final StorePorts store;
    private final StorePorts perfect;
    private int depth;

    ChaoticDay(int seed, StorePorts store) {
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
        assertThat(assignment.version().value())
                .as("version of %s after %s", assignment, before)
                .isGreaterThanOrEqualTo(before.version().value());
        if (assignment.version().equals(before.version())) {
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
            // Whoever sent it sends it again some time, or never.
        }
    }

    /** Time goes by until nothing is held, and of each order at least one message is through. */
    void everythingSettles() {
        clock.advance(Duration.ofHours(1));
        for (RequestFixture order : orders) {
            releaseRanOut(perfect).release(order.id(), new ScriptedPace(100));
            assignOrders(perfect).assign(List.of(placed(order)), new ScriptedPace(100));
        }
    }

    private void happen(StorePorts ports) {
        depth++;
        try {
            RequestFixture order = orders.get(random.nextInt(ORDERS));
            Pace pace = new ScriptedPace(1 + random.nextInt(20));
            switch (random.nextInt(12)) {
                case 0 -> assignOrders(ports).assign(someOrders(), pace);
                case 1, 2 -> reserveSlot(ports).reserve(placed(order), pace);
                case 3, 4 ->
                    new ConfirmSlot(ports.assignments(), ports.changes(), _ -> maybeDie(), clock)
                            .confirm(known(order, 1 + random.nextInt(2)), pace);
                case 5 ->
                    new ReleaseSlot(ports.assignments(), ports.changes())
                            .release(known(order, 1 + random.nextInt(2)), pace);
                case 6 -> releaseRanOut(ports).release(order.id(), pace);
                case 7, 8, 9 -> recordUpdate(ports).record(update(order), pace);
                case 10 ->
                    new AnswerCancellation(ports.assignments(), ports.changes(), clock)
                            .answer(
                                    new CancellationRequest(
                                            order.request(),
                                            marker(order, 2 + random.nextInt(2)),
                                            placed(order).context(),
                                            "changed"),
                                    pace);
                default -> clock.advance(Duration.ofSeconds(random.nextInt(40)));
            }
        } finally {
            depth--;
        }
    }

    private List<PlacedOrder> someOrders() {
        List<PlacedOrder> some = new ArrayList<>();
        for (RequestFixture order : orders) {
            if (random.nextInt(4) == 0) {
                some.add(placed(order));
            }
        }
        return some;
    }

    private AssignOrders assignOrders(StorePorts ports) {
        return new AssignOrders(ports.slots(), ports.rejections(), releaseRanOut(ports), _ -> {}, capacities(), clock);
    }

    private ReserveSlot reserveSlot(StorePorts ports) {
        return new ReserveSlot(
                ports.holds(), ports.assignments(), ports.changes(), releaseRanOut(ports), capacities(), HOLD, clock);
    }

    private ReleaseRanOut releaseRanOut(StorePorts ports) {
        return new ReleaseRanOut(ports.ranOut(), ports.assignments(), ports.changes(), clock);
    }

    private RecordUpdate recordUpdate(StorePorts ports) {
        return new RecordUpdate(ports.receipts(), ports.assignments(), ports.changes(), clock);
    }

    /** Of few ids, so that messages come again, and some under an id that another message had. */
    private PartnerUpdate update(RequestFixture order) {
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        String webhookId = "webhook-" + seed + "-" + random.nextInt(60);
        return new PartnerUpdate(order.assigned().id(), kind, "lost", webhookId, order.order() + kind, context(order));
    }

    private static PlacedOrder placed(RequestFixture order) {
        return PlacedOrderFixture.placed(order);
    }

    private static PlacedOrder known(RequestFixture order, long version) {
        return new PlacedOrder(order.request(), List.of(), marker(order, version), context(order));
    }

    private static OrderMarker marker(RequestFixture order, long version) {
        return new OrderMarker(version, order.order() + "#" + version);
    }

    private static EventContext context(RequestFixture order) {
        return new EventContext("trace-1", "correlation-" + order.order(), order.order() + "#1");
    }

    private static Capacities capacities() {
        Capacity capacity = new Capacity(CAPACITY);
        return new Capacities(Map.of(
                Channel.STORE, capacity,
                Channel.COURIER, capacity,
                Channel.LOCKER, capacity,
                Channel.MARKETPLACE, capacity));
    }

    private StorePorts unreliable(StorePorts ports) {
        return new StorePorts(
                (slots, capacity, wanted) -> write(
                        () -> ports.slots().take(slots, capacity, wanted),
                        new TakeSlots.Result.NotTaken(TakeSlots.SlotsProblem.CONTENDED, Map.of(), Set.of())),
                (rejection, event) ->
                        write(() -> ports.rejections().reject(rejection, event), new StoreRejection.Result.Contended()),
                (held, capacity, context) ->
                        write(() -> ports.holds().hold(held, capacity, context), HoldSlot.Result.CONTENDED),
                orderId -> read(() -> ports.assignments().find(orderId)),
                change -> write(() -> change(ports, change), ChangeAssignment.Result.CONTENDED),
                (slots, now, most) -> read(() -> ports.ranOut().find(slots, now, most)),
                webhookId -> read(() -> ports.receipts().find(webhookId)));
    }

    private static ChangeAssignment.Result change(StorePorts ports, Change change) {
        ChangeAssignment.Result result = ports.changes().change(change);
        if (result == ChangeAssignment.Result.STORED) {
            Optional<AssignmentState> before = change.before().map(Assignment::state);
            // What is told again keeps its state.
            if (!before.equals(Optional.of(change.after().state()))) {
                assertThat(before.map(AssignmentState::next).orElseGet(AssignmentState::first))
                        .as("states after %s", before)
                        .contains(change.after().state());
            }
        }
        return result;
    }

    private <T> T read(Supplier<T> port) {
        T read = port.get();
        // What is read may be outdated by the time it is used.
        maybeInTheMidst();
        maybeDie();
        return read;
    }

    private <T> T write(Supplier<T> port, T contended) {
        maybeInTheMidst();
        maybeDie();
        if (random.nextInt(8) == 0) {
            return contended;
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
