package io.orderchannel.infra.channel;

import static faas.infra.policy.Findings.seconds;

import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.Findings;
import faas.infra.policy.SchedulePolicy;
import faas.infra.policy.SubscribedQueuePolicy;
import faas.infra.policy.Violation;
import io.orderchannel.channel.payouts.handler.DrainPayoutsHandler;
import java.time.Duration;
import java.util.List;
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
    /** A drain begins no batch with less of its time left. */
    private static final Duration DRAIN_RESERVE = Duration.ofMillis(DrainPayoutsHandler.LEAST_MILLIS_LEFT);

    public PayoutPolicy withQueue(UnaryOperator<SubscribedQueuePolicy> change) {
        return new PayoutPolicy(
                change.apply(queue), startBacklog, startAge, measuring, measurePayoutLag, daily, drainPayouts);
    }

    public PayoutPolicy withStart(int backlog, Duration age) {
        return new PayoutPolicy(queue, backlog, age, measuring, measurePayoutLag, daily, drainPayouts);
    }

    public PayoutPolicy withDrainPayouts(UnaryOperator<AsyncFunctionPolicy> change) {
        return new PayoutPolicy(
                queue, startBacklog, startAge, measuring, measurePayoutLag, daily, change.apply(drainPayouts));
    }

    List<Violation> violations(String construct) {
        Findings findings = new Findings(construct);
        if (startBacklog < 1) {
            findings.add("start backlog " + startBacklog, "must be at least 1");
        }
        findings.checkRange("start age", startAge, Duration.ofSeconds(1), Duration.ofDays(1));
        Duration drain = drainPayouts.compute().timeout();
        if (drain.compareTo(DRAIN_RESERVE) <= 0) {
            findings.add(
                    "drain's function timeout " + seconds(drain),
                    "must exceed %s, or a drain begins no batch: it leaves that much of its time unused"
                            .formatted(seconds(DRAIN_RESERVE)));
        }
        Duration visibility = queue.retry().visibilityTimeout();
        if (visibility.compareTo(DRAIN_RESERVE) < 0) {
            findings.add(
                    "visibility timeout " + seconds(visibility),
                    ("must be at least %s, which the last batch of a drain may take, or a message"
                                    + " comes again while it is still worked on")
                            .formatted(seconds(DRAIN_RESERVE)));
        }
        Duration alarm = queue.oldestMessageAge();
        Duration wanted = startAge.plus(measuring.longestPause()).plus(drain);
        if (alarm.compareTo(wanted) <= 0) {
            findings.add(
                    "oldest message's alarm " + seconds(alarm),
                    ("must exceed start age (%s) + measuring (%s) + drain (%s), or it is raised while"
                                    + " payouts wait as they should")
                            .formatted(seconds(startAge), seconds(measuring.longestPause()), seconds(drain)));
        }
        return findings.violations();
    }
}
