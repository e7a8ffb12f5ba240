package io.orderchannel.channel.handler;

import faas.kit.invocation.TimeGuard;
import faas.kit.retry.FullJitter;
import io.orderchannel.channel.application.Pace;

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
