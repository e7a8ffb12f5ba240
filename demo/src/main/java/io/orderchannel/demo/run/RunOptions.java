package io.orderchannel.demo.run;

import faas.cli.Patience;
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
