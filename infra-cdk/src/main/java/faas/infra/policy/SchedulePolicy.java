package faas.infra.policy;

import java.time.Duration;
import java.time.LocalTime;

/**
 * When a schedule starts its function. EventBridge starts it at least once a time, and may be up to a minute late.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Schedules of
 *     rules</a>
 */
public sealed interface SchedulePolicy {
    /** From one start to the next. */
    default Duration longestPause() {
        return switch (this) {
            case Rate(Duration period) -> period;
            case Daily _ -> Duration.ofDays(1);
        };
    }

    /**
     * Again and again.
     *
     * @param period from one start to the next, in whole minutes from 1 on; counted from the rule's creation
     */
    record Rate(Duration period) implements SchedulePolicy {}

    /**
     * Once a day.
     *
     * @param time of every day, in UTC, to the minute
     */
    record Daily(LocalTime time) implements SchedulePolicy {}

    static SchedulePolicy every(Duration period) {
        return new Rate(period);
    }

    static SchedulePolicy dailyAt(LocalTime time) {
        return new Daily(time);
    }
}
