package io.orderchannel.infra.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * When an order that nobody answers is given up, and by whom.
 *
 * @param limit how long an order may wait, 1 s to 7 days
 * @param schedule how often they are looked for: an order waits for the limit and at most one period more
 */
public record StaleOrderPolicy(Duration limit, SchedulePolicy schedule, AsyncFunctionPolicy expireStaleOrders) {
    public StaleOrderPolicy withLimit(Duration limit) {
        return new StaleOrderPolicy(limit, schedule, expireStaleOrders);
    }

    public StaleOrderPolicy withExpireStaleOrders(UnaryOperator<AsyncFunctionPolicy> change) {
        return new StaleOrderPolicy(limit, schedule, change.apply(expireStaleOrders));
    }
}
