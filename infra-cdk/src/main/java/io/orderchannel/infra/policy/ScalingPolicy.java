package io.orderchannel.infra.policy;

import java.util.OptionalInt;

/**
 * How far a function scales out.
 *
 * @param maximumConcurrency most batches of its queue that it works on at once, 2 to 1,000; empty: Lambda's own limit.
 *     It means nothing to a function that no queue feeds.
 * @param reservedConcurrency share of the account's concurrency taken out for this function alone; empty, the default,
 *     reserves nothing, since a small account has none to reserve
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling of SQS mappings</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html">Reserved concurrency</a>
 */
public record ScalingPolicy(OptionalInt maximumConcurrency, OptionalInt reservedConcurrency) {
    public static final ScalingPolicy UNLIMITED = new ScalingPolicy(OptionalInt.empty(), OptionalInt.empty());

    public static ScalingPolicy atMost(int maximumConcurrency) {
        return UNLIMITED.withMaximumConcurrency(OptionalInt.of(maximumConcurrency));
    }

    public ScalingPolicy withMaximumConcurrency(OptionalInt maximumConcurrency) {
        return new ScalingPolicy(maximumConcurrency, reservedConcurrency);
    }

    public ScalingPolicy withReservedConcurrency(OptionalInt reservedConcurrency) {
        return new ScalingPolicy(maximumConcurrency, reservedConcurrency);
    }
}
