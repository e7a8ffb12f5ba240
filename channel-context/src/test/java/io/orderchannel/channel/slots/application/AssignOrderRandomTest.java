package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.domain.RequestFixture;
import io.orderchannel.channel.slots.domain.Slots;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages come twice, in any order, in batches of any size; writes meet others, fail, or succeed with their answer
 * lost; the process dies before it can acknowledge. However it goes, every order is decided once, and no slot is leaked
 * or sold twice.
 *
 * <p>The seed is the test's argument, so a failing run names it.
 */
class AssignOrderRandomTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_order_is_decided_once_and_slots_are_neither_leaked_nor_oversold(long seed) {
        Random random = new Random(seed);
        List<RequestFixture> orders = someOrders(random);
        Capacities capacities = someCapacities(random);
        InMemoryAssignments store = new InMemoryAssignments();

        Set<OrderId> notified = deliverUntilAllAreAcknowledged(orders, capacities, store, random);

        for (RequestFixture order : orders) {
            List<CloudEvent> events = store.events().stream()
                    .filter(event -> event.subject().equals(order.order()))
                    .toList();
            assertThat(events).as("events of order %s", order.order()).hasSize(1);
        }
        for (Slots slots : slotsOf(orders)) {
            long wanted =
                    orders.stream().filter(order -> order.slots().equals(slots)).count();
            long assigned = orders.stream()
                    .filter(order -> order.slots().equals(slots))
                    .filter(order -> store.find(order.id()).orElseThrow() instanceof Assignment.Assigned)
                    .count();
            assertThat(notified)
                    .as("orders whose partner was notified")
                    .containsAll(orders.stream()
                            .map(RequestFixture::id)
                            .filter(id -> store.find(id).orElseThrow() instanceof Assignment.Assigned)
                            .toList());
            int capacity = capacities.of(slots.channel());
            assertThat(assigned).as("assigned %s", slots).isEqualTo(Math.min(wanted, capacity));
            assertThat(store.taken(slots)).as("taken %s", slots).isEqualTo((int) assigned);
        }
    }

    private static Set<OrderId> deliverUntilAllAreAcknowledged(
            List<RequestFixture> orders, Capacities capacities, InMemoryAssignments store, Random random) {
        List<RequestFixture> queue = new ArrayList<>(orders);
        orders.stream().filter(_ -> random.nextInt(4) == 0).forEach(queue::add);
        Set<OrderId> notified = new HashSet<>();
        AssignOrder assignOrder = new AssignOrder(
                unreliable(store, random),
                order -> {
                    if (random.nextInt(8) == 0) {
                        throw new IllegalStateException("throttled");
                    }
                    notified.add(order.orderId());
                },
                capacities,
                Clock.systemUTC());
        for (int delivery = 0; !queue.isEmpty(); delivery++) {
            assertThat(delivery).as("deliveries").isLessThan(10_000);
            Collections.shuffle(queue, random);
            List<RequestFixture> batch = queue.subList(0, Math.min(queue.size(), 1 + random.nextInt(10)));
            Map<OrderId, Outcome> outcomes = assignOrder.assign(
                    batch.stream().map(OrderRequestFixture::placed).toList(), ScriptedTime.of(random.nextInt(12)));
            boolean diedBeforeAcknowledging = random.nextInt(5) == 0;
            if (!diedBeforeAcknowledging) {
                batch.removeIf(order -> isSettled(Objects.requireNonNull(outcomes.get(order.id()))));
            }
        }
        return notified;
    }

    private static boolean isSettled(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Decided _, Outcome.DecidedBefore _ -> true;
            case Outcome.OutOfTime _, Outcome.Failed _ -> false;
        };
    }

    private static Assignments unreliable(Assignments store, Random random) {
        return new ForwardingAssignments(store) {
            @Override
            public Optional<NotTaken> take(Slots slots, int capacity, List<Change> changes) {
                return switch (random.nextInt(8)) {
                    case 0 -> throw new IllegalStateException("connection refused");
                    case 1 -> {
                        super.take(slots, capacity, changes);
                        throw new IllegalStateException("connection reset");
                    }
                    case 2 -> Optional.of(new NotTaken(false, Map.of(), Set.of()));
                    case 3 -> Optional.of(new NotTaken(false, Map.of(), someOf(changes, random)));
                    default -> super.take(slots, capacity, changes);
                };
            }

            @Override
            public boolean change(Change change) {
                return switch (random.nextInt(8)) {
                    case 0 -> throw new IllegalStateException("connection refused");
                    case 1 -> {
                        super.change(change);
                        throw new IllegalStateException("connection reset");
                    }
                    case 2 -> false;
                    default -> super.change(change);
                };
            }
        };
    }

    private static Set<OrderId> someOf(List<Change> changes, Random random) {
        Set<OrderId> some = new HashSet<>();
        for (Change change : changes) {
            if (random.nextBoolean()) {
                some.add(change.after().orderId());
            }
        }
        return some;
    }

    private static List<RequestFixture> someOrders(Random random) {
        List<RequestFixture> orders = new ArrayList<>();
        int count = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            Channel channel = random.nextBoolean() ? Channel.LOCKER : Channel.STORE;
            String day = random.nextInt(4) == 0 ? "2026-03-02" : "2026-03-01";
            orders.add(aRequest("order-" + i).through(channel).on(day));
        }
        return orders;
    }

    private static Capacities someCapacities(Random random) {
        return new Capacities(Map.of(
                Channel.STORE,
                random.nextInt(20),
                Channel.COURIER,
                0,
                Channel.LOCKER,
                random.nextInt(20),
                Channel.MARKETPLACE,
                0));
    }

    private static Set<Slots> slotsOf(List<RequestFixture> orders) {
        Set<Slots> slots = new HashSet<>();
        orders.forEach(order -> slots.add(order.slots()));
        return slots;
    }
}
