package io.orderchannel.demo.run;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How a run sends, how far it follows its orders, and how long it waits.
 *
 * @param concurrency requests under way at the same time, at least 1
 * @param rate orders sent a second, more than 0; empty for as fast as they are answered
 * @param goal what each order is to reach
 * @param patience how long it waits without news
 */
public record RunOptions(int concurrency, OptionalDouble rate, Goal goal, Patience patience) {

    /**
     * How long a run waits without news of any order.
     *
     * @param quiet before it takes what is left for orders that only the clock moves on
     * @param end before what is left counts as unsettled
     */
    public record Patience(Duration quiet, Duration end) {

        /** For an engine whose functions start in a second. */
        public static final Patience SHORT = new Patience(Duration.ofSeconds(8), Duration.ofMinutes(1));

        /** For an engine that starts a process for each invocation, so that an order's next step takes seconds. */
        public static final Patience FRESH = new Patience(Duration.ofSeconds(40), Duration.ofMinutes(3));

        /**
         * For an engine that starts a container for each environment of a function: a synchronous call into a cold start may
         * time out, and the message that led to it comes again when it has been hidden for 90 s.
         */
        public static final Patience LONG = new Patience(Duration.ofSeconds(100), Duration.ofMinutes(5));
    }

    public RunOptions {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency: " + concurrency + ", expected at least 1");
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0)) {
            throw new IllegalArgumentException("rate: " + rate.getAsDouble() + ", expected more than 0");
        }
    }

    /** As fast as the machine goes: more requests at a time than processors would only wait for each other. */
    public static RunOptions standard() {
        return new RunOptions(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                OptionalDouble.empty(),
                Goal.SETTLED,
                Patience.SHORT);
    }

    public RunOptions withRate(double newRate) {
        return new RunOptions(concurrency, OptionalDouble.of(newRate), goal, patience);
    }

    public RunOptions withConcurrency(int newConcurrency) {
        return new RunOptions(newConcurrency, rate, goal, patience);
    }

    public RunOptions withPatience(Patience newPatience) {
        return new RunOptions(concurrency, rate, goal, newPatience);
    }

    public RunOptions withGoal(Goal newGoal) {
        return new RunOptions(concurrency, rate, newGoal, patience);
    }
}
