package faas.infra.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How long a table stream's shard waits for a batch that fails, and where the batch's position goes when it is given
 * up.
 *
 * @param maximumAttempts retries of a batch, 0 to 10,000; empty: for as long as the stream holds the records
 * @param maximumRecordAge records older than this are given up, 60 s to 7 days; empty: never
 * @param bisect a failed batch is halved, so that one bad record is found and the others pass
 * @param failureRetention how long the on-failure queue keeps what it is sent, at most 14 days; empty: no such queue.
 *     It is sent positions only, and the stream itself forgets after 24 h.
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Retries of DynamoDB
 *     streams</a>
 */
public record StreamRetryPolicy(
        OptionalInt maximumAttempts,
        Optional<Duration> maximumRecordAge,
        boolean bisect,
        Optional<Duration> failureRetention) {
    /** The most that Lambda takes: then the records' age alone ends the waiting. */
    public static final int MOST_ATTEMPTS = 10_000;

    public static StreamRetryPolicy of(int maximumAttempts, Duration maximumRecordAge) {
        return new StreamRetryPolicy(
                OptionalInt.of(maximumAttempts),
                Optional.of(maximumRecordAge),
                true,
                Optional.of(DeadLetterPolicy.LONGEST_RETENTION));
    }

    public StreamRetryPolicy withMaximumAttempts(OptionalInt maximumAttempts) {
        return new StreamRetryPolicy(maximumAttempts, maximumRecordAge, bisect, failureRetention);
    }

    public StreamRetryPolicy withMaximumRecordAge(Optional<Duration> maximumRecordAge) {
        return new StreamRetryPolicy(maximumAttempts, maximumRecordAge, bisect, failureRetention);
    }

    public StreamRetryPolicy withFailureRetention(Optional<Duration> failureRetention) {
        return new StreamRetryPolicy(maximumAttempts, maximumRecordAge, bisect, failureRetention);
    }
}
