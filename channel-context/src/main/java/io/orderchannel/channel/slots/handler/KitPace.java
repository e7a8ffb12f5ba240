package io.orderchannel.channel.slots.handler;

import faas.kit.invocation.TimeGuard;
import faas.kit.retry.FullJitter;
import io.orderchannel.channel.slots.application.Pace;
import java.time.Duration;

/** Works as long as the invocation lasts, and pauses with full jitter. */
public record KitPace(TimeGuard guard, FullJitter jitter) implements Pace {

    /** A transaction takes some tens of milliseconds: those that conflict at one counter soon have room. */
    public static FullJitter transactionJitter() {
        return FullJitter.ofSystem(Duration.ofMillis(50), Duration.ofMillis(1_000));
    }

    @Override
    public boolean mayGoOn() {
        return guard.allowsMore();
    }

    @Override
    public boolean pauseAfter(int attempts) {
        return jitter.pause(attempts, guard);
    }
}
