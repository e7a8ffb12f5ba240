package io.orderchannel.channel.slots.application;

import static io.orderchannel.channel.slots.domain.RequestFixture.aRequest;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import io.orderchannel.channel.slots.application.AssignOrders.Outcome;
import io.orderchannel.channel.slots.application.TakeSlots.NewAssignment;
import io.orderchannel.channel.slots.application.TakeSlots.Result.NotTaken;
import io.orderchannel.channel.slots.application.TakeSlots.SlotsProblem;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.Capacities;
import io.orderchannel.channel.slots.domain.Capacity;
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
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages come twice, in any order, in batches of any size; writes meet others, fail, or succeed with their answer lost; the process dies
 * before it can acknowledge. However it goes, every order is decided once, and no slot is leaked or sold twice.
 *
 * <p>The seed is the test's argument, so a failing run names it.
 */
class AssignOrdersRandomTest {

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
                    .filter(order -> store.assignment(order.id()).orElseThrow() instanceof Assignment.Assigned)
                    .count();
            assertThat(notified)
                    .as("orders whose partner was notified")
                    .containsAll(orders.stream()
                            .map(RequestFixture::id)
                            .filter(id -> store.assignment(id).orElseThrow() instanceof Assignment.Assigned)
                            .toList());
            int capacity = capacities.of(slots.channel()).slots();
            assertThat(assigned).as("assigned %s", slots).isEqualTo(Math.min(wanted, capacity));
            assertThat(store.taken(slots)).as("taken %s", slots).isEqualTo((int) assigned);
        }
    }

    private static Set<OrderId> deliverUntilAllAreAcknowledged(
            List<RequestFixture> orders, Capacities capacities, InMemoryAssignments store, Random random) {
        List<RequestFixture> queue = new ArrayList<>(orders);
        orders.stream().filter(_ -> random.nextInt(4) == 0).forEach(queue::add);
        Set<OrderId> notified = new HashSet<>();
        AssignOrders assignOrders = new AssignOrders(
                unreliable((TakeSlots) store, random),
                unreliable((StoreRejection) store, random),
                new ReleaseRanOut(store, store, store, Clock.systemUTC()),
                notification -> {
                    if (random.nextInt(8) == 0) {
                        throw new IllegalStateException("throttled");
                    }
                    notified.add(notification.orderId());
                },
                capacities,
                Clock.systemUTC());
        for (int delivery = 0; !queue.isEmpty(); delivery++) {
            assertThat(delivery).as("deliveries").isLessThan(10_000);
            Collections.shuffle(queue, random);
            List<RequestFixture> batch = queue.subList(0, Math.min(queue.size(), 1 + random.nextInt(10)));
            Map<OrderId, Outcome> outcomes = assignOrders.assign(
                    batch.stream().map(PlacedOrderFixture::placed).toList(), new ScriptedPace(random.nextInt(12)));
            boolean diedBeforeAcknowledging = random.nextInt(5) == 0;
            if (!diedBeforeAcknowledging) {
                batch.removeIf(order -> isSettled(Objects.requireNonNull(outcomes.get(order.id()))));
            }
        }
        return notified;
    }

    private static boolean isSettled(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Assigned _, Outcome.Rejected _, Outcome.AlreadyDecided _ -> true;
            case Outcome.OutOfTime _, Outcome.Failed _, Outcome.NotNotified _ -> false;
        };
    }

    private static TakeSlots unreliable(TakeSlots store, Random random) {
        return (slots, capacity, wanted) -> switch (random.nextInt(8)) {
            case 0 -> throw new IllegalStateException("connection refused");
            case 1 -> {
                store.take(slots, capacity, wanted);
                throw new IllegalStateException("connection reset");
            }
            case 2 -> new NotTaken(SlotsProblem.CONTENDED, Map.of(), Set.of());
            case 3 -> new NotTaken(SlotsProblem.NONE, Map.of(), someOf(wanted, random));
            default -> store.take(slots, capacity, wanted);
        };
    }

    private static StoreRejection unreliable(StoreRejection store, Random random) {
        return (rejection, event) -> switch (random.nextInt(8)) {
            case 0 -> throw new IllegalStateException("connection refused");
            case 1 -> {
                store.reject(rejection, event);
                throw new IllegalStateException("connection reset");
            }
            case 2 -> new StoreRejection.Result.Contended();
            default -> store.reject(rejection, event);
        };
    }

    private static Set<OrderId> someOf(List<NewAssignment> wanted, Random random) {
        Set<OrderId> some = new HashSet<>();
        for (NewAssignment one : wanted) {
            if (random.nextBoolean()) {
                some.add(one.assignment().orderId());
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
                Channel.STORE, new Capacity(random.nextInt(20)),
                Channel.COURIER, new Capacity(0),
                Channel.LOCKER, new Capacity(random.nextInt(20)),
                Channel.MARKETPLACE, new Capacity(0)));
    }

    private static Set<Slots> slotsOf(List<RequestFixture> orders) {
        Set<Slots> slots = new HashSet<>();
        orders.forEach(order -> slots.add(order.slots()));
        return slots;
    }
}
