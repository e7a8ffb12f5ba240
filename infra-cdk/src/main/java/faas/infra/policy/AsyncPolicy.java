package faas.infra.policy;

import java.time.Duration;

/**
 * What Lambda does with an event that it took for a function and answered 202: the caller has gone on, so nobody but
 * Lambda can try again.
 *
 * @param retries tries after the first that failed, 0 to 2
 * @param maximumEventAge an event that waited longer is given up, 60 s to 6 h; throttled events wait
 * @param givenUp what becomes of an event that is given up
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Errors of
 *     asynchronous invocations</a>
 */
public record AsyncPolicy(int retries, Duration maximumEventAge, GivenUpEvents givenUp) {
    /** The shortest age that Lambda takes. */
    public static final Duration SHORTEST_AGE = Duration.ofMinutes(1);

    /** The longest age that Lambda takes. */
    public static final Duration LONGEST_AGE = Duration.ofHours(6);

    /** What is given up waits in an on-failure queue for as long as SQS keeps it. */
    public static AsyncPolicy of(int retries, Duration maximumEventAge) {
        return new AsyncPolicy(retries, maximumEventAge, new GivenUpEvents.InQueue(DeadLetterPolicy.LONGEST_RETENTION));
    }

    /**
     * Commit on delivery: one try within a minute, and what fails is gone.
     *
     * @param reason why this consumer may lose events
     */
    public static AsyncPolicy lossy(String reason) {
        return new AsyncPolicy(0, SHORTEST_AGE, new GivenUpEvents.Lost(reason));
    }

    public AsyncPolicy withMaximumEventAge(Duration maximumEventAge) {
        return new AsyncPolicy(retries, maximumEventAge, givenUp);
    }

    public AsyncPolicy withGivenUp(GivenUpEvents givenUp) {
        return new AsyncPolicy(retries, maximumEventAge, givenUp);
    }
}
