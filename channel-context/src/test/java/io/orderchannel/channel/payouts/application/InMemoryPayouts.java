package io.orderchannel.channel.payouts.application;

import io.orderchannel.channel.payouts.domain.Payout;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payouts, lag and claim in memory. For one thread. */
public final class InMemoryPayouts implements Payouts, PayoutLag {
    private final Map<String, Payout> payouts = new HashMap<>();
    private int maxLag;
    private int drains;
    private int drained;
    private @Nullable Instant emptyAt;
    private @Nullable String claimId;
    private @Nullable String drainId;
    private @Nullable Instant claimedUntil;

    @Override
    public boolean store(Payout payout, Instant now) {
        return payouts.putIfAbsent(payout.assignmentId(), payout) == null;
    }

    @Override
    public Known measured(int backlog, Instant now) {
        if (emptyAt == null || backlog == 0) {
            emptyAt = now;
        }
        maxLag = Math.max(maxLag, backlog);
        return new Known(emptyAt, Optional.ofNullable(claimedUntil));
    }

    @Override
    public boolean reserve(String id, Instant now, Instant until) {
        if (!isFree(now) && !(id.equals(claimId) && drainId == null)) {
            return false;
        }
        claim(id, null, until);
        return true;
    }

    @Override
    public boolean begin(String id, String drain, Instant now, Instant until) {
        boolean mine = id.equals(claimId) && (drainId == null || drainId.equals(drain));
        if (!mine || isFree(now)) {
            return false;
        }
        claim(id, drain, until);
        return true;
    }

    @Override
    public boolean take(String drain, Instant now, Instant until) {
        if (!isFree(now) && !drain.equals(drainId)) {
            return false;
        }
        claim(drain, drain, until);
        return true;
    }

    @Override
    public void cancel(String id) {
        if (id.equals(claimId) && drainId == null) {
            claim(null, null, null);
        }
    }

    @Override
    public void end(String drain, int stored, Optional<Instant> empty) {
        if (drain.equals(drainId)) {
            claim(null, null, null);
            drains++;
            drained += stored;
            emptyAt = empty.orElse(emptyAt);
        }
    }

    private boolean isFree(Instant now) {
        return claimedUntil == null || !now.isBefore(claimedUntil);
    }

    private void claim(@Nullable String id, @Nullable String drain, @Nullable Instant until) {
        claimId = id;
        drainId = drain;
        claimedUntil = until;
    }

    public Optional<Payout> payout(String id) {
        return Optional.ofNullable(payouts.get(id));
    }

    public int payouts() {
        return payouts.size();
    }

    public int maxLag() {
        return maxLag;
    }

    /** Drains that came to their end. */
    public int drains() {
        return drains;
    }

    /** Payouts that those drains stored. */
    public int drained() {
        return drained;
    }
}
