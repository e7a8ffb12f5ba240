package io.orderchannel.channel.payouts.application;

import static io.orderchannel.channel.payouts.application.DeliveredFixture.DELIVERED_AT;
import static io.orderchannel.channel.payouts.application.DeliveredFixture.delivered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import io.orderchannel.channel.payouts.application.DrainPayouts.Result;
import io.orderchannel.channel.payouts.domain.Payout;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrainPayoutsTest implements DrainPayouts.Watcher {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final InMemoryPayoutQueue queue = new InMemoryPayoutQueue();
    private final InMemoryPayouts payouts = new InMemoryPayouts();
    private final List<String> stored = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    @Override
    public void stored(CloudEvent event, boolean isNew) {
        stored.add(event.subject() + (isNew ? " stored" : " stored before"));
    }

    @Override
    public void ignored(String messageId, String type) {
        ignored.add(messageId + ": " + type);
    }

    @Override
    public void left(String messageId, Throwable cause) {
        left.add(messageId + ": " + cause.getMessage());
    }

    @Test
    void the_queue_is_drained_batch_by_batch_until_it_is_empty() {
        IntStream.range(0, 23).forEach(i -> queue.add("m" + i, delivered("order-" + i)));

        assertThat(drain(payouts, () -> true)).isEqualTo(new Result.Drained(23, 0, 0, true));

        assertThat(queue.backlog().messages()).isZero();
        assertThat(payouts.payouts()).isEqualTo(23);
        assertThat(payouts.payout("assignment-order-7"))
                .contains(new Payout(
                        "assignment-order-7",
                        new OrderId("order-7"),
                        Channel.LOCKER,
                        DELIVERED_AT,
                        "assignment-order-7#3"));
        assertThat(payouts.drains()).isEqualTo(1);
        assertThat(payouts.drained()).isEqualTo(23);
    }

    @Test
    void a_message_that_comes_twice_is_paid_once() {
        queue.add("m1", delivered("order-1"));
        queue.add("m2", delivered("order-1"));

        assertThat(drain(payouts, () -> true)).isEqualTo(new Result.Drained(1, 1, 0, true));
        assertThat(stored).containsExactly("order-1 stored", "order-1 stored before");
        assertThat(queue.backlog().messages()).isZero();
    }

    @Test
    void what_cannot_be_read_stays_and_the_rest_is_paid() {
        queue.add("m1", "no event");
        queue.add("m2", delivered("order-1"));
        queue.add("m3", delivered("order-2").replace("delivered.v1", "delivered.v2"));

        assertThat(drain(payouts, () -> true)).isEqualTo(new Result.Drained(1, 0, 2, true));
        assertThat(queue.backlog().messages()).isEqualTo(2);
        assertThat(left).hasSize(2);
    }

    @Test
    void a_type_that_is_not_paid_for_or_unknown_is_taken_off_the_queue() {
        queue.add(
                "m1", delivered("order-2").replace("delivered.v1", "shipped.v1").replace("DELIVERED", "SHIPPED"));
        queue.add("m2", delivered("order-3").replace("delivered.v1", "vanished.v1"));
        queue.add("m3", delivered("order-1"));

        assertThat(drain(payouts, () -> true)).isEqualTo(new Result.Drained(1, 0, 0, true));
        assertThat(queue.backlog().messages()).isZero();
        assertThat(ignored).containsExactly("m1: channel.shipped.v1", "m2: channel.vanished.v1");
    }

    @Test
    void an_overflow_of_the_stack_leaves_its_message_alone() {
        queue.add("m1", delivered("order-1"));
        queue.add("m2", delivered("order-2"));
        Payouts overflowing = (payout, at) -> {
            if (payout.orderId().value().equals("order-1")) {
                throw new StackOverflowError();
            }
            return payouts.store(payout, at);
        };

        assertThat(drain(overflowing, () -> true)).isEqualTo(new Result.Drained(1, 0, 1, true));
        assertThat(queue.backlog().messages()).isEqualTo(1);
    }

    @Test
    void a_store_that_fails_leaves_the_message() {
        queue.add("m1", delivered("order-1"));
        Payouts failing = (_, _) -> {
            throw new IllegalStateException("throttled");
        };

        assertThat(drain(failing, () -> true)).isEqualTo(new Result.Drained(0, 0, 1, true));
        assertThat(queue.backlog().messages()).isEqualTo(1);
    }

    @Test
    void no_batch_is_begun_when_time_is_nearly_over() {
        IntStream.range(0, 30).forEach(i -> queue.add("m" + i, delivered("order-" + i)));
        List<Integer> looks = new ArrayList<>();

        assertThat(drain(payouts, () -> {
                    looks.add(1);
                    return looks.size() <= 2;
                }))
                .isEqualTo(new Result.Drained(20, 0, 0, false));
        assertThat(queue.backlog())
                .satisfies(backlog -> assertThat(backlog.visible()).isEqualTo(10));
        assertThat(payouts.take("next", NOON, NOON.plusSeconds(1)))
                .as("claim is free")
                .isTrue();
    }

    @Test
    void another_drain_s_claim_is_respected() {
        queue.add("m1", delivered("order-1"));
        payouts.take("another", NOON, NOON.plusSeconds(1));

        assertThat(drain(payouts, () -> true)).isEqualTo(new Result.NotClaimed());
        assertThat(queue.backlog())
                .satisfies(backlog -> assertThat(backlog.visible()).isEqualTo(1));
    }

    @Test
    void a_start_that_comes_twice_makes_one_drain() {
        payouts.reserve("claim-1", NOON, NOON.plusSeconds(60));
        DrainPayouts drains = drains(queue, payouts);

        // The second one comes while the first one polls.
        List<Result> second = new ArrayList<>();
        Result first = drains.drain(
                Optional.of("claim-1"),
                "drain-1",
                LONGEST,
                () -> {
                    second.add(drains.drain(Optional.of("claim-1"), "drain-2", LONGEST, () -> true, this));
                    return true;
                },
                this);

        assertThat(first).isEqualTo(new Result.Drained(0, 0, 0, true));
        assertThat(second).containsOnly(new Result.NotClaimed());
        assertThat(drains.drain(Optional.of("claim-1"), "drain-3", LONGEST, () -> true, this))
                .as("a third one after that")
                .isEqualTo(new Result.NotClaimed());
    }

    @Test
    void a_queue_that_fails_ends_the_drain_and_gives_the_claim_back() {
        queue.add("m1", delivered("order-1"));
        PayoutQueue failing = new PayoutQueue() {
            @Override
            public io.orderchannel.channel.payouts.domain.Backlog backlog() {
                return queue.backlog();
            }

            @Override
            public List<Delivered> receive() {
                return queue.receive();
            }

            @Override
            public void delete(List<Delivered> processed) {
                throw new IllegalStateException("no such queue");
            }
        };

        assertThatThrownBy(() -> drains(failing, payouts).drain(Optional.empty(), "drain-1", LONGEST, () -> true, this))
                .hasMessage("no such queue");
        queue.letReappear();

        assertThat(drains(queue, payouts).drain(Optional.empty(), "drain-2", LONGEST, () -> true, this))
                .isEqualTo(new Result.Drained(0, 1, 0, true));
    }

    private Result drain(Payouts store, BooleanSupplier mayGoOn) {
        return drains(queue, store).drain(Optional.empty(), "drain-1", LONGEST, mayGoOn, this);
    }

    private DrainPayouts drains(PayoutQueue from, Payouts store) {
        return new DrainPayouts(
                from, store, payouts, new EventCodec(new ChannelEventFormat()), Clock.fixed(NOON, ZoneOffset.UTC));
    }
}
