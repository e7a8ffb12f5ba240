package io.orderchannel.channel.payouts.application;

import io.orderchannel.channel.payouts.domain.Backlog;
import io.orderchannel.channel.payouts.domain.PayoutPolicy;
import io.orderchannel.channel.payouts.domain.PayoutPolicy.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Measures how far the payouts lag behind the deliveries, and starts a drain when the policy says that it is worth one.
 *
 * <p>The queue's figures are approximate and may miss messages that are new: what one measurement misses the next one
 * sees.
 */
public final class MeasurePayoutLag {
    /**
     * How much longer than its drain a claim lasts: more than clocks differ, and than a stopped drain needs to be gone.
     */
    public static final Duration CLAIM_MARGIN = Duration.ofMinutes(1);

    /**
     * What was measured and done.
     *
     * @param age since the queue was last seen empty
     * @param decision what the policy said
     * @param started whether a drain was started; at {@link Decision#START} it is not if another one was quicker
     */
    public record Measured(Backlog backlog, Duration age, Decision decision, boolean started) {}

    private final PayoutQueue queue;
    private final PayoutLag lag;
    private final StartDrain drains;
    private final PayoutPolicy policy;
    private final Duration drainTimeout;
    private final Supplier<String> claimIds;
    private final Clock clock;

    /**
     * @param drainTimeout after which a drain is over, whatever happens
     * @param claimIds never gives the same id twice
     */
    public MeasurePayoutLag(
            PayoutQueue queue,
            PayoutLag lag,
            StartDrain drains,
            PayoutPolicy policy,
            Duration drainTimeout,
            Supplier<String> claimIds,
            Clock clock) {
        this.queue = queue;
        this.lag = lag;
        this.drains = drains;
        this.policy = policy;
        this.drainTimeout = drainTimeout;
        this.claimIds = claimIds;
        this.clock = clock;
    }

    public Measured measure() {
        Backlog backlog = queue.backlog();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        PayoutLag.Known known = lag.measured(backlog.messages(), now);
        Duration age = Duration.between(known.emptyAt(), now);
        boolean claimed = known.claimedUntil().filter(now::isBefore).isPresent();
        Decision decision = policy.decide(backlog.messages(), age, claimed);
        return new Measured(backlog, age, decision, decision == Decision.START && start(now));
    }

    private boolean start(Instant now) {
        String claimId = claimIds.get();
        if (!lag.reserve(claimId, now, now.plus(drainTimeout).plus(CLAIM_MARGIN))) {
            return false;
        }
        try {
            drains.start(claimId);
            return true;
        } catch (RuntimeException notStarted) {
            // If it was started after all, it finds its claim gone and does nothing.
            lag.cancel(claimId);
            throw notStarted;
        }
    }
}
