package faas.infra.policy;

import java.util.OptionalInt;

/**
 * How far a function scales out.
 *
 * @param maximumConcurrency most batches of its queue that it works on at once, 2 to 1,000; empty: Lambda's own limit.
 *     It means nothing to a function that no queue feeds.
 * @param parallelizationFactor most batches of one shard of its stream that it works on at once, 1 to 10; empty: 1.
 *     Changes of one item stay in order. It means nothing to a function that no stream feeds.
 * @param reservedConcurrency share of the account's concurrency taken out for this function alone; empty, the default,
 *     reserves nothing, since a small account has none to reserve. It is a limit as well: a maximum concurrency above
 *     it would be throttled, and is refused.
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html">Scaling of SQS mappings</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html">Parameters of stream
 *     mappings</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html">Reserved concurrency</a>
 */
public record ScalingPolicy(
        OptionalInt maximumConcurrency, OptionalInt parallelizationFactor, OptionalInt reservedConcurrency) {
    public static final ScalingPolicy UNLIMITED =
            new ScalingPolicy(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    public static ScalingPolicy atMost(int maximumConcurrency) {
        return UNLIMITED.withMaximumConcurrency(OptionalInt.of(maximumConcurrency));
    }

    public ScalingPolicy withMaximumConcurrency(OptionalInt maximumConcurrency) {
        return new ScalingPolicy(maximumConcurrency, parallelizationFactor, reservedConcurrency);
    }

    public ScalingPolicy withParallelizationFactor(OptionalInt parallelizationFactor) {
        return new ScalingPolicy(maximumConcurrency, parallelizationFactor, reservedConcurrency);
    }

    public ScalingPolicy withReservedConcurrency(OptionalInt reservedConcurrency) {
        return new ScalingPolicy(maximumConcurrency, parallelizationFactor, reservedConcurrency);
    }
}
