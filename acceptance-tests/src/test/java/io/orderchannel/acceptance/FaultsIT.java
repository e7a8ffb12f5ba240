package io.orderchannel.acceptance;

import static io.orderchannel.acceptance.system.Orders.anOrderFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.Faults;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.TopicTap;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.acceptance.system.Orders;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.events.order.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Commit after processing: whatever breaks, each order ends in exactly one state, each event has its effect once, and
 * slots are neither lost nor sold twice.
 */
@Order(4)
@Needs(Ability.FAULTS)
@RunsOn(DemoStage.QuickRetry.class)
class FaultsIT {

    /** Two redeliveries, cold starts included. */
    private static final Duration AFTER_REDELIVERY = Duration.ofSeconds(90);

    /** When an invocation breaks off, seen from what it stores. */
    enum Moment {
        /** In the middle of a batch: what was stored before is done, the rest is not. */
        BEFORE_ITS_WRITE,

        /** Its process is killed when the write is stored, and nobody was told. */
        AFTER_ITS_WRITE,

        /** All is stored, and the answer is lost: messages and stream records are delivered twice. */
        AFTER_ITS_WORK;

        /** Whose invocations fail. */
        List<String> functions() {
            return switch (this) {
                case BEFORE_ITS_WRITE -> List.of("AssignOrder", "ApplyChannelOutcome");
                case AFTER_ITS_WRITE -> List.of("PlaceOrder", "AssignOrder", "ApplyChannelOutcome");
                case AFTER_ITS_WORK ->
                    List.of("AssignOrder", "ApplyChannelOutcome", "PublishOrderEvents", "PublishChannelEvents");
            };
        }

        void breakOff(String function, Faults faults) {
            switch (this) {
                case BEFORE_ITS_WRITE -> faults.killBeforeWrite(function, 2);
                case AFTER_ITS_WRITE -> faults.killAfterWrite(function, 2);
                case AFTER_ITS_WORK -> faults.loseResponses(function, 2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_order_ends_in_one_state_and_every_event_has_its_effect_once(Moment moment, OrderSystem system) {
        try (var orderEvents = TopicTap.on(system, "OrderEventsTopicArn");
                var channelEvents = TopicTap.on(system, "ChannelEventsTopicArn")) {
            var before = system.engine().records();
            moment.functions()
                    .forEach(function ->
                            moment.breakOff(function, system.engine().faults()));

            var outcome = system.run(OrderLineReader.of(Orders.lines(24)));

            assertThat(outcome.orders().unsettled()).isZero();
            assertThat(outcome.orders().accepted()).isEqualTo(24);
            assertThat(outcome.lines()).isEmpty();
            assertThat(moment.functions())
                    .allSatisfy(function -> assertThat(errors(system, function))
                            .as("errors of " + function + ", which show that the fault has happened")
                            .isGreaterThan(before.function(function).errors()));
            awaitRedeliveries(system);
            system.tables().assertNothingLostAndNothingTwice(orderEvents.orderIds());
            assertThat(orderEvents.orderIds()).hasSize(24).allSatisfy(orderId -> {
                assertThat(orderEvents.eventIdsOf(orderId)).hasSize(2);
                assertThat(channelEvents.eventIdsOf(orderId)).hasSize(1);
            });
        }
        assertThat(system.engine().records().deadLettered()).isZero();
    }

    /** An order may have settled while a message that was handled and not deleted still waits to come again. */
    private static void awaitRedeliveries(OrderSystem system) {
        await().atMost(AFTER_REDELIVERY)
                .until(() -> system.isQueueEmpty("AssignOrderQueueUrl")
                        && system.isQueueEmpty("ApplyChannelOutcomeQueueUrl"));
    }

    private static long errors(OrderSystem system, String function) {
        return Objects.requireNonNull(
                system.engine().records().function(function).errors());
    }

    @Test
    void transaction_conflicts_delay_and_lose_nothing(OrderSystem system) {
        long seed = 20_261_122;
        System.out.println("transaction conflicts: seed " + seed);
        system.engine().faults().conflictOnTransactions(0.3, seed);
        try {
            var orderIds = IntStream.range(0, 40)
                    .mapToObj(_ -> system.placed(anOrderFor(Channel.COURIER)))
                    .toList();

            system.awaitSettled(orderIds, AFTER_REDELIVERY);

            assertThat(system.engine().faults().conflicts()).isPositive();
            assertThat(orderIds)
                    .allSatisfy(id ->
                            assertThat(system.order(id).path("state").asText()).isEqualTo("CONFIRMED"));
            system.tables().assertNothingLostAndNothingTwice(orderIds);
        } finally {
            system.engine().faults().conflictOnTransactions(0, seed);
        }
    }

    @Test
    void more_orders_than_slots_at_once_sell_no_slot_twice(OrderSystem system) {
        var outcome = system.run(OrderLineReader.of(Orders.lines(60)));

        assertThat(outcome.orders().unsettled()).isZero();
        system.tables().assertNothingLostAndNothingTwice(List.of());
    }
}
