package io.orderchannel.infra.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * When the cancellation of an order that nobody answers is requested, by whom, and what if that is not answered either.
 *
 * @param limit how long an order may wait for its channel, and then for the partner, 1 s to 7 days
 * @param askAgain how long a request for cancellation may go without an answer until it is repeated, 1 s to 1 hour; shorter than
 *     the schedule's period, so that every run repeats what is not answered and tells its age
 * @param longestUnanswered how long one may go without an answer, repeats included, before the alarm goes off
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
