package io.orderchannel.order.application;

import static io.orderchannel.order.application.ChannelEventFixture.assigned;
import static io.orderchannel.order.application.ChannelEventFixture.delivered;
import static io.orderchannel.order.application.ChannelEventFixture.failed;
import static io.orderchannel.order.application.ChannelEventFixture.rejected;
import static io.orderchannel.order.application.ChannelEventFixture.released;
import static io.orderchannel.order.application.ChannelEventFixture.shipped;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.order.domain.ChannelOutcome.Decision;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One order's channel events in every sequence, once and twice: the end is the same, each change announced once. */
class ChannelEventPermutationTest {
    private static final OrderId ID = anOrder().id();

    static Stream<Arguments> histories() {
        return Stream.of(
                Arguments.of(
                        "delivered",
                        List.of(assigned(ID, 1), shipped(ID, 2), delivered(ID, 3)),
                        OrderState.DELIVERED,
                        Optional.empty()),
                Arguments.of(
                        "failed after shipping",
                        List.of(assigned(ID, 1), shipped(ID, 2), failed(ID, 3, "nobody home")),
                        OrderState.CANCELLED,
                        Optional.of("nobody home")),
                Arguments.of(
                        "failed before shipping",
                        List.of(assigned(ID, 1), failed(ID, 2, "out of stock")),
                        OrderState.CANCELLED,
                        Optional.of("out of stock")),
                Arguments.of(
                        "rejected",
                        List.of(rejected(ID, 1, "no slot left")),
                        OrderState.REJECTED,
                        Optional.of("no slot left")),
                Arguments.of(
                        "released",
                        List.of(released(ID, 1, "given back")),
                        OrderState.CANCELLED,
                        Optional.of("given back")),
                // A reservation has versions of its own before the first event.
                Arguments.of(
                        "express",
                        List.of(assigned(ID, 2), shipped(ID, 3), delivered(ID, 4)),
                        OrderState.DELIVERED,
                        Optional.empty()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void every_order_of_the_events_ends_the_same(
            String name, List<CloudEvent> events, OrderState end, Optional<String> reason) {
        List<CloudEvent> twice = new ArrayList<>(events);
        twice.addAll(events);
        for (List<CloudEvent> history : List.of(events, twice)) {
            List<List<CloudEvent>> permutations = permutations(history);
            assertThat(permutations).hasSize(factorial(history.size()));
            for (List<CloudEvent> permutation : permutations) {
                assertEnd(permutation, end, reason);
            }
        }
    }

    private static void assertEnd(List<CloudEvent> permutation, OrderState end, Optional<String> reason) {
        List<String> ids = permutation.stream().map(CloudEvent::id).toList();
        InMemoryOrders orders = new InMemoryOrders();
        PlacedOrders.place(orders, anOrder());
        ApplyChannelOutcome applyChannelOutcome = new ApplyChannelOutcome(orders, Clock.systemUTC());
        int changed = 0;
        for (CloudEvent message : permutation) {
            Decision decision = applyChannelOutcome.apply(message, (AssignmentSnapshot) message.data());
            assertThat(decision).as("%s", ids).isInstanceOfAny(Decision.Changed.class, Decision.AlreadyApplied.class);
            changed += decision instanceof Decision.Changed ? 1 : 0;
        }

        Order order = orders.find(ID).orElseThrow();
        assertThat(order.state()).as("%s", ids).isEqualTo(end);
        assertThat(order.reasonGiven()).as("%s", ids).isEqualTo(reason);
        List<String> announced = new ArrayList<>();
        for (int version = 1; version <= changed + 1; version++) {
            announced.add(ID.value() + "#" + version);
        }
        assertThat(orders.events()).as("%s", ids).extracting(CloudEvent::id).containsExactlyElementsOf(announced);
        assertThat(orders.events()).as("%s", ids).extracting(CloudEvent::type).doesNotHaveDuplicates();
    }

    private static <T> List<List<T>> permutations(List<T> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int first = 0; first < of.size(); first++) {
            List<T> rest = new ArrayList<>(of);
            T head = rest.remove(first);
            for (List<T> tail : permutations(rest)) {
                List<T> permutation = new ArrayList<>(List.of(head));
                permutation.addAll(tail);
                all.add(permutation);
            }
        }
        return all;
    }

    private static int factorial(int n) {
        return n <= 1 ? 1 : n * factorial(n - 1);
    }
}
