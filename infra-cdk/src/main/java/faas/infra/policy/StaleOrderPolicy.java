package faas.infra.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * When the cancellation of an order that waits is requested, by which function, and when a request without an answer is
 * repeated.
 *
 * @param limit how long an order may wait for its channel, and then for the partner, 1 s to 7 days
 * @param askAgain how long a request for cancellation may go without an answer until it is repeated, 1 s to 1 hour;
 *     shorter than the schedule's period, so that every run repeats all requests without an answer and reports their
 *     age
 * @param longestUnanswered how long after the first request an answer may take before the alarm goes off
 * @param schedule how often they are looked for: an order waits for the limit and at most one period more
 */
public record StaleOrderPolicy(
        Duration limit,
        Duration askAgain,
        Duration longestUnanswered,
        SchedulePolicy schedule,
        AsyncFunctionPolicy expireStaleOrders) {
    public StaleOrderPolicy withLimit(Duration limit) {
        return new StaleOrderPolicy(limit, askAgain, longestUnanswered, schedule, expireStaleOrders);
    }

    public StaleOrderPolicy withAskAgain(Duration askAgain, Duration longestUnanswered) {
        return new StaleOrderPolicy(limit, askAgain, longestUnanswered, schedule, expireStaleOrders);
    }

    public StaleOrderPolicy withExpireStaleOrders(UnaryOperator<AsyncFunctionPolicy> change) {
        return new StaleOrderPolicy(limit, askAgain, longestUnanswered, schedule, change.apply(expireStaleOrders));
    }
}
