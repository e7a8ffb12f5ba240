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
    /**
     * From one start to the next.
     *
     * @throws IllegalStateException of a cron expression, of which it is not known
     */
    default Duration longestPause() {
        return switch (this) {
            case Rate(Duration period) -> period;
            case Daily _ -> Duration.ofDays(1);
            case Cron(String expression) ->
                throw new IllegalStateException(
                        "schedule cron(%s): no longest pause is known, expected a rate or a time of day"
                                .formatted(expression));
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

    /**
     * At the times of an expression.
     *
     * @param expression minutes, hours, day of month, month, day of week and year, in UTC, such as {@code 0 6 ? * MON-FRI
     *     *}
     * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html">Cron
     *     expressions</a>
     */
    record Cron(String expression) implements SchedulePolicy {}

    static SchedulePolicy every(Duration period) {
        return new Rate(period);
    }

    static SchedulePolicy dailyAt(LocalTime time) {
        return new Daily(time);
    }

    static SchedulePolicy cron(String expression) {
        return new Cron(expression);
    }
}
