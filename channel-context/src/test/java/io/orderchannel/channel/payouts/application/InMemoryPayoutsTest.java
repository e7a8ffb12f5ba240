package io.orderchannel.channel.payouts.application;

import io.orderchannel.channel.payouts.domain.Payout;
import io.orderchannel.channel.slots.domain.AssignmentId;
import java.util.Optional;

class InMemoryPayoutsTest extends PayoutStoreContract {

    private final InMemoryPayouts payouts = new InMemoryPayouts();

    @Override
    protected StorePayout payouts() {
        return payouts;
    }

    @Override
    protected RecordLag lag() {
        return payouts;
    }

    @Override
    protected DrainClaims claims() {
        return payouts;
    }

    @Override
    protected Optional<Payout> payout(AssignmentId id) {
        return payouts.payout(id);
    }

    @Override
    protected Figures figures() {
        return new Figures(payouts.maxLag(), payouts.drains(), payouts.drained());
    }
}
