package faas.localcloud.async;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether and when an event is tried again. A function error counts as an attempt and is retried after the base
 * delay, then after twice that. A throttle or a system error does not count: the event is retried after waits that
 * double from 1 s to 5 minutes, for as long as it is young enough.
 *
 * @param baseDelay a minute on AWS
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Errors and
 *     retries</a>
 */
record RetryPolicy(EventInvokeConfig config, Duration baseDelay) {
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);
    /** 1 s doubled this often is more than the longest. */
    private static final int MOST_DOUBLINGS = 9;

    /** What is to be done with an event that has not succeeded. */
    sealed interface Next {
        record TryAgain(Duration delay) implements Next {}

        record GiveUp(Condition condition) implements Next {}
    }

    /** @param event its last error included */
    Next afterFunctionError(QueuedEvent event, Instant now) {
        return event.invocations() > config.maximumRetryAttempts()
                ? new Next.GiveUp(Condition.RETRIES_EXHAUSTED)
                : inTime(event, baseDelay.multipliedBy(event.invocations()), now);
    }

    /** @param event its last refusal included */
    Next afterRefusal(QueuedEvent event, Instant now) {
        Duration wait = FIRST_BACKOFF.multipliedBy(1L << Math.min(event.refusals() - 1, MOST_DOUBLINGS));
        return inTime(event, wait.compareTo(LONGEST_BACKOFF) < 0 ? wait : LONGEST_BACKOFF, now);
    }

    /** Whether the event must not be tried any more. */
    boolean tooOld(QueuedEvent event, Instant now) {
        return now.isAfter(event.accepted().plus(config.maximumEventAge()));
    }

    /** An event is not kept for a retry that would come too late for it. */
    private Next inTime(QueuedEvent event, Duration wait, Instant now) {
        return tooOld(event, now.plus(wait)) ? new Next.GiveUp(Condition.EVENT_AGE_EXCEEDED) : new Next.TryAgain(wait);
    }
}
