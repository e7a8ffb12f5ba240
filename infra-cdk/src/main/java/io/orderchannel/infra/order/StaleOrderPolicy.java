package io.orderchannel.infra.order;

import static faas.infra.policy.Findings.seconds;

import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.Findings;
import faas.infra.policy.SchedulePolicy;
import faas.infra.policy.Violation;
import java.time.Duration;
import java.util.List;

/**
 * When the cancellation of an order that waits is requested, by which function, and when a request without an answer is
 * repeated.
 *
 * @param limit how long an order may wait for its channel, and then for the partner, 1 s to 7 days
 * @param askAgain how long a request for cancellation may go without an answer until it is repeated, 1 s to 1 hour;
 *     shorter than the schedule's period, so that every run repeats all requests without an answer and reports their
 *     age
 * @param longestUnanswered how long after the first request an answer may take before the alarm goes off
 * @param longestPlaced how long an order may wait for its channel's first answer before the alarm goes off
 * @param schedule how often they are looked for: an order waits for the limit and at most one period more
 */
public record StaleOrderPolicy(
        Duration limit,
        Duration askAgain,
        Duration longestUnanswered,
        Duration longestPlaced,
        SchedulePolicy schedule,
        AsyncFunctionPolicy expireStaleOrders) {
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);
    private static final Duration LONGEST_UNASKED = Duration.ofHours(1);

    public StaleOrderPolicy withLimit(Duration limit) {
        return new StaleOrderPolicy(limit, askAgain, longestUnanswered, longestPlaced, schedule, expireStaleOrders);
    }

    public StaleOrderPolicy withAskAgain(Duration askAgain, Duration longestUnanswered) {
        return new StaleOrderPolicy(limit, askAgain, longestUnanswered, longestPlaced, schedule, expireStaleOrders);
    }

    List<Violation> violations(String construct) {
        Findings findings = new Findings(construct);
        findings.checkRange("stale order limit", limit, Duration.ofSeconds(1), LONGEST_WAIT);
        findings.checkRange("ask again", askAgain, Duration.ofSeconds(1), LONGEST_UNASKED);
        Duration pause = schedule.longestPause();
        if (askAgain.compareTo(pause) >= 0) {
            findings.add(
                    "ask again " + seconds(askAgain),
                    "must be shorter than the schedule's " + seconds(pause)
                            + ", so that each run tells what has no answer");
        }
        if (longestUnanswered.compareTo(askAgain) <= 0) {
            findings.add(
                    "longest unanswered " + seconds(longestUnanswered),
                    "must be longer than ask again " + seconds(askAgain));
        }
        return findings.violations();
    }
}
