package io.orderchannel.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.domain.Slots;
import io.orderchannel.order.application.Orders;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The two contexts agree at rest. Whatever happened to their orders, in any sequence, repeated, concurrent or cut
 * short, every order is settled, and an order and its assignment end in a pair of states that belong together. At rest
 * means that no message is in a queue, no change waits for a relay, and no function runs.
 *
 * <p>Each seed is one run. A failure names the first seed that failed and prints what happened there; that run alone
 * comes again with {@code -Dagreement.firstSeed=<seed> -Dagreement.seeds=1}.
 */
abstract class AgreementContract {

    /** How many things happen before everything comes to rest. */
    private static final int STEPS = 400;

    private static final int ENOUGH_FOR_EVERY_PAIR = 1_000;

    /** For each state of an order, those of its assignment that belong to it. */
    private static final Map<OrderState, Set<AssignmentState>> LEGAL = new EnumMap<>(Map.of(
            OrderState.DELIVERED, EnumSet.of(AssignmentState.DELIVERED),
            OrderState.SHIPPED, EnumSet.of(AssignmentState.SHIPPED),
            OrderState.CONFIRMED, EnumSet.of(AssignmentState.ASSIGNED),
            OrderState.REJECTED, EnumSet.of(AssignmentState.REJECTED, AssignmentState.RELEASED),
            OrderState.CANCELLED, EnumSet.of(AssignmentState.RELEASED, AssignmentState.FAILED)));

    /** An empty store of orders. */
    abstract Orders orders();

    /** An empty store of assignments. */
    abstract Assignments assignments();

    /** How many of these slots the latest store of assignments counts as taken. */
    abstract int taken(Slots slots);

    /** How many seeds are enough. */
    abstract int seeds();

    @Test
    void the_two_contexts_agree_at_rest_whatever_happened_before() throws InterruptedException {
        Runs runs = new Runs();
        // On a virtual thread, so that it and the invocations' threads take turns without system calls.
        Thread.ofVirtual().start(runs).join();
        System.out.println(runs);
        assertThat(runs.failed)
                .withFailMessage("%s%n%s", runs, runs.firstFailure)
                .isZero();
        if (runs.seeds >= ENOUGH_FOR_EVERY_PAIR) {
            LEGAL.forEach((order, states) ->
                    states.forEach(state -> assertThat(runs.pairs).containsKey(order + "/" + state)));
        }
    }

    private final class Runs implements Runnable {
        private final long first = Long.getLong("agreement.firstSeed", 0);
        private final int seeds = Integer.getInteger("agreement.seeds", seeds());
        private final Map<String, Integer> pairs = new TreeMap<>();
        private int failed;
        private String firstFailure = "";

        @Override
        public void run() {
            for (long seed = first; seed < first + seeds; seed++) {
                Trace trace = new Trace();
                try {
                    oneRun(new TwoContexts(seed, trace, orders(), assignments()), pairs);
                } catch (AssertionError | RuntimeException failure) {
                    if (failed++ == 0) {
                        firstFailure = trace.withNames("seed " + seed + ": " + failure) + "\n" + trace;
                    }
                }
            }
        }

        @Override
        public String toString() {
            return seeds + " seeds from " + first + ": " + failed + " failed; orders by pair of states: " + pairs;
        }
    }

    private void oneRun(TwoContexts contexts, Map<String, Integer> pairs) {
        for (int step = 0; step < STEPS; step++) {
            contexts.somethingHappens();
        }
        boolean settled = contexts.comesToRest();

        Map<Slots, Integer> holding = new HashMap<>();
        Map<String, AssignmentState> states = new HashMap<>();
        List<String> illegal = new ArrayList<>();
        for (Order order : contexts.orders()) {
            Optional<Assignment> assignment = contexts.assignmentOf(order);
            Optional<AssignmentState> state = assignment.map(Assignment::state);
            String pair = order.state() + "/" + state.map(AssignmentState::name).orElse("none");
            pairs.merge(pair, 1, Integer::sum);
            if (!isLegal(order.state(), state)) {
                illegal.add(pair + " of order " + order.id().value());
            }
            assignment.ifPresent(stored -> {
                states.put(stored.id(), stored.state());
                holding.merge(stored.slots(), stored.state().holdsSlot() ? 1 : 0, Integer::sum);
            });
        }
        assertThat(settled).as("every order is settled").isTrue();
        assertThat(illegal)
                .as("illegal pairs of an order's state and its assignment's")
                .isEmpty();
        holding.forEach((slots, count) -> assertThat(taken(slots))
                .as("slots taken of %s", slots)
                .isEqualTo(count)
                .isLessThanOrEqualTo(ChannelSide.CAPACITY));
        for (String handedOver : contexts.handedOver()) {
            assertThat(states.get(handedOver))
                    .as("state of an assignment whose goods were handed over")
                    .isIn(AssignmentState.SHIPPED, AssignmentState.DELIVERED, AssignmentState.FAILED);
        }
    }

    private static boolean isLegal(OrderState order, Optional<AssignmentState> assignment) {
        return assignment
                .map(state -> LEGAL.getOrDefault(order, Set.of()).contains(state))
                .orElse(order == OrderState.REJECTED);
    }
}
