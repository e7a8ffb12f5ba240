package io.orderchannel.channel.handler;

import io.orderchannel.channel.application.Pace;
import io.orderchannel.kit.invocation.TimeGuard;
import io.orderchannel.kit.retry.FullJitter;

/** Works as long as the invocation lasts, and pauses with full jitter. */
record KitPace(TimeGuard guard, FullJitter jitter) implements Pace {

    @Override
    public boolean mayGoOn() {
        return guard.allowsMore();
    }

    @Override
    public boolean pauseAfter(int attempts) {
        return jitter.pause(attempts, guard);
    }
}
