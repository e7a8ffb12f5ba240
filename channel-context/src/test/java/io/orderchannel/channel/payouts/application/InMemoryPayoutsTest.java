package io.orderchannel.channel.payouts.application;

import io.orderchannel.channel.payouts.domain.Payout;
import java.util.Optional;

class InMemoryPayoutsTest extends PayoutStoreContract {
    private final InMemoryPayouts payouts = new InMemoryPayouts();

    @Override
    protected Payouts payouts() {
        return payouts;
    }

    @Override
    protected PayoutLag lag() {
        return payouts;
    }

    @Override
    protected Optional<Payout> stored(String assignmentId) {
        return payouts.payout(assignmentId);
    }

    @Override
    protected Figures figures() {
        return new Figures(payouts.maxLag(), payouts.drains(), payouts.drained());
    }
}
