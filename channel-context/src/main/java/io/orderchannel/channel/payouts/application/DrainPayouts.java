package io.orderchannel.channel.payouts.application;

import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.NotTakenException;
import io.orderchannel.channel.payouts.application.PayoutQueue.Delivered;
import io.orderchannel.channel.payouts.domain.Payout;
import io.orderchannel.channel.slots.domain.Channel;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.events.channel.ChannelEventType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Takes delivered orders off the payout queue until it is empty or time is nearly over, and stores what is owed for
 * each. A message is deleted after its payout is stored, and a payout is stored once, so a drain may be stopped at any
 * point and repeated.
 */
public final class DrainPayouts {
    /** What a drain did. */
    public sealed interface Result {
        /**
         * It drained.
         *
         * @param stored payouts that were new
         * @param repeated messages whose payout was there from before
         * @param left messages that could not be processed; they come again
         * @param emptied whether it saw the queue empty
         */
        record Drained(int stored, int repeated, int left, boolean emptied) implements Result {}

        /** It did nothing, since the claim is another drain's, or was given up. */
        record NotClaimed() implements Result {}
    }

    /** Port: follows a drain message by message. */
    public interface Watcher {
        /** The payout is stored; {@code isNew} if it was not there before. */
        void stored(CloudEvent event, boolean isNew);

        /** The message is a sound event of another type, and is taken off the queue. */
        void ignored(String messageId, String type);

        /**
         * The message stays in the queue, and goes to its dead-letter queue if it fails too often. Implementations must
         * rethrow a cause that leaves the process unusable.
         */
        void left(String messageId, Throwable cause);
    }

    private final PayoutQueue queue;
    private final Payouts payouts;
    private final PayoutLag lag;
    private final EventCodec events;
    private final Clock clock;

    public DrainPayouts(PayoutQueue queue, Payouts payouts, PayoutLag lag, EventCodec events, Clock clock) {
        this.queue = queue;
        this.payouts = payouts;
        this.lag = lag;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Drains the queue, if the claim can be had.
     *
     * @param claimId the claim that was reserved for this drain; empty for a drain that takes it itself
     * @param drainId another one at every call
     * @param longest after which this drain is over, whatever happens
     * @param mayGoOn whether there is time for another batch
     */
    public Result drain(
            Optional<String> claimId, String drainId, Duration longest, BooleanSupplier mayGoOn, Watcher watcher) {
        Instant now = now();
        // From now, not from the reservation: the start may have waited.
        Instant until = now.plus(longest).plus(MeasurePayoutLag.CLAIM_MARGIN);
        boolean claimed =
                claimId.isPresent() ? lag.begin(claimId.get(), drainId, now, until) : lag.take(drainId, now, until);
        if (!claimed) {
            return new Result.NotClaimed();
        }
        Tally tally = new Tally(watcher);
        Optional<Instant> emptyAt = Optional.empty();
        try {
            while (emptyAt.isEmpty() && mayGoOn.getAsBoolean()) {
                List<Delivered> batch = queue.receive();
                if (batch.isEmpty()) {
                    emptyAt = Optional.of(now());
                } else {
                    process(batch, tally);
                }
            }
        } finally {
            lag.end(drainId, tally.stored.size(), emptyAt);
        }
        return new Result.Drained(tally.stored.size(), tally.repeated.size(), tally.left.size(), emptyAt.isPresent());
    }

    private void process(List<Delivered> batch, Tally tally) {
        List<Delivered> processed = new ArrayList<>(batch.size());
        for (Delivered message : batch) {
            try {
                process(message, tally);
                processed.add(message);
            } catch (Throwable e) {
                tally.left(message.messageId(), e);
            }
        }
        if (!processed.isEmpty()) {
            queue.delete(processed);
        }
    }

    private void process(Delivered message, Tally tally) {
        CloudEvent event;
        try {
            event = events.decode(message.body());
        } catch (NotTakenException notTaken) {
            tally.ignored(message.messageId(), String.valueOf(notTaken.getMessage()));
            return;
        }
        switch (event.data()) {
            case AssignmentSnapshot assignment
            when assignment.type() == ChannelEventType.DELIVERED ->
                tally.stored(event, payouts.store(payout(event, assignment), now()));
            default -> tally.ignored(message.messageId(), event.type().wireName());
        }
    }

    private static Payout payout(CloudEvent event, AssignmentSnapshot assignment) {
        return new Payout(
                assignment.assignmentId(),
                new OrderId(assignment.orderId()),
                Channel.valueOf(assignment.channel().name()),
                event.time(),
                event.id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Counts what becomes of the messages. Lives as long as one drain. */
    private static final class Tally {
        private final Watcher watcher;
        private final List<String> stored = new ArrayList<>();
        private final List<String> repeated = new ArrayList<>();
        private final List<String> left = new ArrayList<>();

        Tally(Watcher watcher) {
            this.watcher = watcher;
        }

        void stored(CloudEvent event, boolean isNew) {
            (isNew ? stored : repeated).add(event.id());
            watcher.stored(event, isNew);
        }

        void ignored(String messageId, String type) {
            watcher.ignored(messageId, type);
        }

        void left(String messageId, Throwable cause) {
            left.add(messageId);
            watcher.left(messageId, cause);
        }
    }
}
