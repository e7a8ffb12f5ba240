package io.orderchannel.order.application;

import static io.orderchannel.order.application.ChannelEventFixture.assigned;
import static io.orderchannel.order.application.ChannelEventFixture.rejected;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventContext;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.order.domain.ChannelOutcome.Decision;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests come again until they are answered; outcomes come twice, in any order, and before the request of their
 * order is answered; writes fail, are raced, or succeed with their answer lost. Every order ends in exactly the state
 * that its channel decided on, and each of its changes is announced once.
 *
 * <p>The seed is the test's argument, so a failing run names it.
 */
class OrderDeliveryRandomTest {
    private static final EventContext CONTEXT = new EventContext("trace-1", "correlation-1", "request-1");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_order_ends_in_the_state_its_channel_decided_on(long seed) {
        Random random = new Random(seed);
        InMemoryOrders store = new InMemoryOrders();
        Map<OrderFixture, OrderState> decided = new HashMap<>();
        List<Runnable> open = new ArrayList<>();
        Orders unreliable = new UnreliableOrders(store, random);
        PlaceOrder placeOrder = new PlaceOrder(unreliable, Clock.systemUTC());
        ApplyChannelOutcome applyChannelOutcome = new ApplyChannelOutcome(unreliable, Clock.systemUTC());
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            OrderFixture order = anOrder().underKey("key-" + i);
            boolean fits = random.nextBoolean();
            decided.put(order, fits ? OrderState.CONFIRMED : OrderState.REJECTED);
            CloudEvent outcome = fits ? assigned(order.id(), 1) : rejected(order.id(), 1, "no slot left");
            for (int copies = random.nextInt(3); copies >= 0; copies--) {
                open.add(() -> place(placeOrder, order));
                open.add(() -> apply(applyChannelOutcome, outcome));
            }
        }

        repeatUntilEachSucceeds(open, random);

        decided.forEach((order, state) -> {
            assertThat(store.find(order.id()).orElseThrow().state()).isEqualTo(state);
            assertThat(store.events().stream()
                            .filter(event -> event.subject().equals(order.id().value()))
                            .map(CloudEvent::id))
                    .containsExactly(order.id().value() + "#1", order.id().value() + "#2");
        });
    }

    private static void repeatUntilEachSucceeds(List<Runnable> open, Random random) {
        for (int attempt = 0; !open.isEmpty(); attempt++) {
            assertThat(attempt).as("attempts").isLessThan(100_000);
            Collections.shuffle(open, random);
            try {
                open.getLast().run();
                boolean diedBeforeAcknowledging = random.nextInt(5) == 0;
                if (!diedBeforeAcknowledging) {
                    open.removeLast();
                }
            } catch (IllegalStateException redelivered) {
                // Stays open.
            }
        }
    }

    private static void place(PlaceOrder placeOrder, OrderFixture order) {
        PlaceOrder.Result result = placeOrder.place(
                order.key(),
                new PlaceOrder.Command(order.customer(), order.channel(), order.express(), order.items()),
                CONTEXT);
        assertThat(result.outcome()).isNotEqualTo(PlaceOrder.Outcome.KEY_REUSED);
    }

    private static void apply(ApplyChannelOutcome applyChannelOutcome, CloudEvent message) {
        assertThat(applyChannelOutcome.apply(message, (AssignmentSnapshot) message.data()))
                .isNotInstanceOf(Decision.NotAllowed.class);
    }

    private static final class UnreliableOrders extends DelegatingOrders {
        private final Random random;

        private UnreliableOrders(Orders orders, Random random) {
            super(orders);
            this.random = random;
        }

        @Override
        public Optional<String> storeNew(Order.Placed order, CloudEvent event) {
            return switch (random.nextInt(5)) {
                case 0 -> throw new IllegalStateException("connection refused");
                case 1 -> {
                    super.storeNew(order, event);
                    throw new IllegalStateException("connection reset");
                }
                default -> super.storeNew(order, event);
            };
        }

        @Override
        public boolean storeChange(Order next, CloudEvent event) {
            return switch (random.nextInt(6)) {
                case 0 -> throw new IllegalStateException("connection refused");
                case 1 -> {
                    super.storeChange(next, event);
                    throw new IllegalStateException("connection reset");
                }
                case 2 -> {
                    // Another invocation applies the same message first.
                    super.storeChange(next, event);
                    yield super.storeChange(next, event);
                }
                case 3 -> false;
                default -> super.storeChange(next, event);
            };
        }
    }
}
