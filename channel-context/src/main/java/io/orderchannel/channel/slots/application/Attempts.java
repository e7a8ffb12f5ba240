package io.orderchannel.channel.slots.application;

import faas.kit.time.TimeLeft;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Reads, decides and writes again after a write conflict. */
public final class Attempts {
    /** A transaction takes some tens of milliseconds: those that conflict at one counter soon have room. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private Attempts() {}

    /**
     * The result of the first attempt that has one.
     *
     * @param attempt empty at a write conflict
     * @param outOfTime the result when no time is left, from the number of conflicts
     */
    public static <R> R untilStored(TimeLeft time, Supplier<Optional<R>> attempt, IntFunction<R> outOfTime) {
        int conflicts = 0;
        while (mayTry(time, conflicts)) {
            Optional<R> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
            conflicts++;
        }
        return outOfTime.apply(conflicts);
    }

    /** Whether there is time for one more attempt; after conflicts it pauses before. */
    static boolean mayTry(TimeLeft time, int conflicts) {
        return conflicts == 0 ? time.allowsMore() : time.pause(conflicts, FIRST_PAUSE, LONGEST_PAUSE);
    }
}
