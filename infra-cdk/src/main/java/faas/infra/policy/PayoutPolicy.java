package faas.infra.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * When payouts are worth a start, who looks and who pays. Below the limits nothing runs but the measuring.
 *
 * @param startBacklog messages from which on a drain is started, 1 or more
 * @param startAge a drain is started, too, when the queue has not been empty for so long, 1 s to 1 day
 * @param measuring when the lag is measured
 * @param daily when a drain is started in any case
 */
public record PayoutPolicy(
        SubscribedQueuePolicy queue,
        int startBacklog,
        Duration startAge,
        SchedulePolicy measuring,
        AsyncFunctionPolicy measurePayoutLag,
        SchedulePolicy daily,
        AsyncFunctionPolicy drainPayouts) {
    public PayoutPolicy withQueue(UnaryOperator<SubscribedQueuePolicy> change) {
        return new PayoutPolicy(
                change.apply(queue), startBacklog, startAge, measuring, measurePayoutLag, daily, drainPayouts);
    }

    public PayoutPolicy withStart(int backlog, Duration age) {
        return new PayoutPolicy(queue, backlog, age, measuring, measurePayoutLag, daily, drainPayouts);
    }

    public PayoutPolicy withMeasurePayoutLag(UnaryOperator<AsyncFunctionPolicy> change) {
        return new PayoutPolicy(
                queue, startBacklog, startAge, measuring, change.apply(measurePayoutLag), daily, drainPayouts);
    }

    public PayoutPolicy withDrainPayouts(UnaryOperator<AsyncFunctionPolicy> change) {
        return new PayoutPolicy(
                queue, startBacklog, startAge, measuring, measurePayoutLag, daily, change.apply(drainPayouts));
    }
}
