package io.orderchannel.demo.run;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How a run sends and how long it waits.
 *
 * @param concurrency requests under way at the same time, at least 1
 * @param rate orders sent a second, more than 0; empty for as fast as they are answered
 * @param patience how long to wait for the next order to settle before the rest counts as unsettled
 */
public record RunOptions(int concurrency, OptionalDouble rate, Duration patience) {

    public RunOptions {
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency: " + concurrency + ", expected at least 1");
        }
        if (rate.isPresent() && !(rate.getAsDouble() > 0)) {
            throw new IllegalArgumentException("rate: " + rate.getAsDouble() + ", expected more than 0");
        }
    }

    public static RunOptions standard() {
        return new RunOptions(4, OptionalDouble.empty(), Duration.ofMinutes(1));
    }

    public RunOptions withRate(double rate) {
        return new RunOptions(concurrency, OptionalDouble.of(rate), patience);
    }

    public RunOptions withConcurrency(int newConcurrency) {
        return new RunOptions(newConcurrency, rate, patience);
    }
}
