package io.orderchannel.channel.partner.handler;

import faas.kit.invocation.TimeGuard;
import faas.kit.retry.FullJitter;
import io.orderchannel.channel.partner.application.TimedPace;
import java.time.Duration;

/** Works as long as the invocation lasts, pauses with full jitter, and tells how much time is left. */
record KitTimedPace(TimeGuard guard, FullJitter jitter) implements TimedPace {

    @Override
    public boolean mayGoOn() {
        return guard.allowsMore();
    }

    @Override
    public boolean pauseAfter(int attempts) {
        return jitter.pause(attempts, guard);
    }

    @Override
    public Duration left() {
        return guard.left();
    }
}
