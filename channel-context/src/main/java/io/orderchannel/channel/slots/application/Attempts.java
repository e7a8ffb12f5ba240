package io.orderchannel.channel.slots.application;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Reads, decides and writes again when somebody else wrote in between. */
public final class Attempts {

    private Attempts() {}

    /**
     * The result of the first attempt that has one.
     *
     * @param attempt empty when somebody else was in the way
     * @param outOfTime the result when time is over, from how often somebody was
     */
    public static <R> R untilThrough(Pace pace, Supplier<Optional<R>> attempt, IntFunction<R> outOfTime) {
        int conflicts = 0;
        while (pace.mayGoOn() && (conflicts == 0 || pace.pauseAfter(conflicts))) {
            Optional<R> result = attempt.get();
            if (result.isPresent()) {
                return result.get();
            }
            conflicts++;
        }
        return outOfTime.apply(conflicts);
    }
}
