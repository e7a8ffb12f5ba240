package io.orderchannel.channel.payouts.application;

import static io.orderchannel.channel.payouts.application.DeliveredFixture.delivered;
import static org.assertj.core.api.Assertions.assertThat;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import io.orderchannel.channel.payouts.application.MeasurePayoutLag.Measured;
import io.orderchannel.channel.payouts.domain.Backlog;
import io.orderchannel.channel.payouts.domain.PayoutPolicy;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hours of deliveries, measurements and drains in virtual time: starts come late, twice or never, drains are slow or
 * killed, a schedule starts one in between. Whatever happens, two drains never have the claim, every delivery is paid,
 * and the queue's age stays within a bound.
 */
class PayoutsRandomTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration HORIZON = Duration.ofHours(6);
    private static final Duration TICK = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Duration LEAST_LEFT = Duration.ofSeconds(15);
    private static final Duration VISIBILITY = Duration.ofSeconds(90);
    private static final PayoutPolicy POLICY = new PayoutPolicy(40, Duration.ofMinutes(10));

    /** Failed drains in a row that a run may have. */
    private static final int MOST_FAILURES = 2;

    /**
     * A start may come when its claim is nearly over and then be killed, so a failure costs two claims and the wait for
     * the next measurement; what a killed drain had received comes back later still.
     */
    private static final Duration LOST_BY_A_FAILURE = TIMEOUT.plus(MeasurePayoutLag.CLAIM_MARGIN)
            .multipliedBy(2)
            .plus(TICK)
            .plus(VISIBILITY);

    private static final Duration MOST_AGE =
            POLICY.startAge().plus(TICK).plus(LOST_BY_A_FAILURE.multipliedBy(MOST_FAILURES + 1));

    static LongStream seeds() {
        long first = Long.getLong("seed", 20260301);
        return LongStream.range(first, first + 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void two_drains_never_have_the_claim_and_age_is_bounded(long seed) {
        World world = new World(seed);

        world.run();

        assertThat(world.mostAge).as("seed %d: age", seed).isLessThanOrEqualTo(MOST_AGE);
        assertThat(world.overlaps).as("seed %d: drains at the same time", seed).isEmpty();
        assertThat(world.payouts.payouts()).as("seed %d: paid", seed).isEqualTo(world.deliveries);
        // The run was one that could have gone wrong.
        assertThat(world.drained).as("seed %d: drains", seed).isGreaterThan(10);
        assertThat(world.refused + world.killed)
                .as("seed %d: refused or killed", seed)
                .isPositive();
    }

    /** Ends a drain at any point, as Lambda does; nothing that it does after that has an effect. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Task(Instant time, long sequence, Runnable action) {}

    /**
     * What happens while a drain polls happens inside its call of the queue, so that drains overlap as they would in
     * processes of their own.
     */
    private static final class World implements PayoutQueue, DrainPayouts.Watcher {
        private final Random random;
        private final PriorityQueue<Task> tasks =
                new PriorityQueue<>(Comparator.comparing(Task::time).thenComparingLong(Task::sequence));
        private final InMemoryPayouts payouts = new InMemoryPayouts();
        private final Map<String, Delivered> visible = new HashMap<>();
        private final Map<String, Delivered> hidden = new HashMap<>();
        private final List<Instant> deadlines = new ArrayList<>();
        private final List<String> overlaps = new ArrayList<>();
        private Instant now = BEGIN;
        private Duration mostAge = Duration.ZERO;
        private long sequence;
        private int deliveries;
        private int failures;
        private int drained;
        private int refused;
        private int killed;
        private int active;

        World(long seed) {
            random = new Random(seed);
        }

        void run() {
            at(BEGIN, this::deliver);
            at(BEGIN, this::measure);
            at(BEGIN.plus(Duration.ofHours(3)), () -> drain(Optional.empty()));
            runUntil(BEGIN.plus(HORIZON).plus(MOST_AGE).plus(MOST_AGE));
        }

        private void runUntil(Instant until) {
            while (!tasks.isEmpty() && !tasks.peek().time().isAfter(until)) {
                Task task = tasks.remove();
                // A task that was due while a drain took longer comes late.
                now = task.time().isAfter(now) ? task.time() : now;
                task.action().run();
            }
            now = until.isAfter(now) ? until : now;
        }

        private void at(Instant time, Runnable action) {
            tasks.add(new Task(time, sequence++, action));
        }

        private boolean isOver() {
            return now.isAfter(BEGIN.plus(HORIZON));
        }

        private Instant after(int leastSeconds, int mostSeconds) {
            return now.plusSeconds(random.nextInt(leastSeconds, mostSeconds + 1));
        }

        private void deliver() {
            if (isOver()) {
                return;
            }
            String id = "order-" + deliveries++;
            int copies = random.nextInt(8) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                String messageId = id + "/" + copy;
                visible.put(messageId, new Delivered(messageId, messageId, delivered(id)));
            }
            at(after(0, random.nextInt(10) == 0 ? 900 : 25), this::deliver);
        }

        private void measure() {
            Measured measured = new MeasurePayoutLag(
                            this,
                            payouts,
                            claimId -> start(Optional.of(claimId)),
                            POLICY,
                            TIMEOUT,
                            () -> "claim-" + sequence++,
                            clock())
                    .measure();
            mostAge = measured.age().compareTo(mostAge) > 0 ? measured.age() : mostAge;
            at(now.plus(TICK), this::measure);
        }

        /** Lambda delivers a start once or twice, soon or late; sometimes it is lost. */
        private void start(Optional<String> claimId) {
            if (mayFail() && random.nextInt(6) == 0) {
                failures++;
                return;
            }
            if (mayFail() && random.nextInt(5) == 0) {
                failures++;
                at(after(30, 200), () -> drain(claimId));
            } else {
                at(after(0, 3), () -> drain(claimId));
            }
            if (random.nextInt(4) == 0) {
                at(after(0, 200), () -> drain(claimId));
            }
        }

        private boolean mayFail() {
            return failures < MOST_FAILURES;
        }

        private void drain(Optional<String> claimId) {
            Instant deadline = now.plus(TIMEOUT);
            Instant end = mayFail() && random.nextInt(4) == 0 ? after(0, 40) : deadline;
            deadlines.add(end);
            String drainId = "drain-" + sequence++;
            try {
                DrainPayouts.Result result = new DrainPayouts(
                                this, this::store, new WatchedLag(), new EventCodec(new ChannelEventFormat()), clock())
                        .drain(
                                claimId,
                                drainId,
                                TIMEOUT,
                                () -> Duration.between(now, deadline).compareTo(LEAST_LEFT) > 0,
                                this);
                switch (result) {
                    case DrainPayouts.Result.Drained _ -> {
                        drained++;
                        failures = 0;
                    }
                    case DrainPayouts.Result.NotClaimed _ -> refused++;
                }
            } catch (Killed _) {
                killed++;
                failures++;
                active--;
            } finally {
                deadlines.removeLast();
            }
        }

        /** Whatever the innermost drain calls passes here. */
        private void aliveOrKilled() {
            if (!deadlines.isEmpty() && now.isAfter(deadlines.getLast())) {
                throw new Killed();
            }
        }

        private boolean store(io.orderchannel.channel.payouts.domain.Payout payout, Instant time) {
            aliveOrKilled();
            return payouts.store(payout, time);
        }

        @Override
        public Backlog backlog() {
            return new Backlog(visible.size(), hidden.size(), 0);
        }

        @Override
        public List<Delivered> receive() {
            aliveOrKilled();
            List<Delivered> batch = visible.values().stream().limit(10).toList();
            for (Delivered message : batch) {
                visible.remove(message.messageId());
                hidden.put(message.messageId(), message);
                at(now.plus(VISIBILITY), () -> reappear(message));
            }
            List<Instant> mine = List.copyOf(deadlines);
            deadlines.clear();
            runUntil(after(1, 6));
            deadlines.addAll(mine);
            aliveOrKilled();
            return batch;
        }

        private void reappear(Delivered message) {
            if (hidden.remove(message.messageId()) != null) {
                visible.put(message.messageId(), message);
            }
        }

        @Override
        public void delete(List<Delivered> processed) {
            aliveOrKilled();
            processed.forEach(message -> hidden.remove(message.messageId()));
        }

        @Override
        public void stored(CloudEvent event, boolean isNew) {
            // Counted by the store.
        }

        @Override
        public void ignored(String messageId, String type) {
            throw new AssertionError(messageId + ": " + type);
        }

        @Override
        public void left(String messageId, Throwable cause) {
            if (cause instanceof Killed killedNow) {
                throw killedNow;
            }
            throw new AssertionError(messageId, cause);
        }

        private Clock clock() {
            InstantSource source = () -> now;
            ZoneId utc = ZoneOffset.UTC;
            return source.withZone(utc);
        }

        /** Sees when a drain gets the claim while another one is still at work under it. */
        private final class WatchedLag implements PayoutLag {
            @Override
            public Known measured(int backlog, Instant time) {
                throw new AssertionError("a drain measures nothing");
            }

            @Override
            public boolean reserve(String claimId, Instant time, Instant until) {
                throw new AssertionError("a drain reserves nothing");
            }

            @Override
            public boolean begin(String claimId, String drainId, Instant time, Instant until) {
                return watched(payouts.begin(claimId, drainId, time, until), drainId);
            }

            @Override
            public boolean take(String drainId, Instant time, Instant until) {
                return watched(payouts.take(drainId, time, until), drainId);
            }

            @Override
            public void cancel(String claimId) {
                throw new AssertionError("a drain cancels nothing");
            }

            @Override
            public void end(String drainId, int stored, Optional<Instant> emptyAt) {
                aliveOrKilled();
                payouts.end(drainId, stored, emptyAt);
                active--;
            }

            private boolean watched(boolean claimed, String drainId) {
                if (claimed) {
                    if (active > 0) {
                        overlaps.add(drainId + " at " + now);
                    }
                    active++;
                }
                return claimed;
            }
        }
    }
}
