package faas.localcloud.schedule;

import com.cronutils.model.time.ExecutionTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a rule fires, in UTC.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Expressions</a>
 */
public sealed interface ScheduleExpression {
    /**
     * The first time after the given one; empty where there is none.
     *
     * @param created when the rule was made, from which a rate counts
     */
    Optional<Instant> next(Instant after, Instant created);

    /** Every so often. */
    record Rate(Duration period) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after, Instant created) {
            long passed = Math.max(0, Duration.between(created, after).dividedBy(period));
            return Optional.of(created.plus(period.multipliedBy(passed + 1)));
        }
    }

    /** At minutes that six fields tell: minutes, hours, day of month, month, day of week, year. */
    record Cron(ExecutionTime times) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after, Instant created) {
            return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
        }
    }

    /**
     * Reads {@code rate(5 minutes)} or {@code cron(0 18 ? * MON-FRI *)}.
     *
     * @throws IllegalArgumentException if it is neither; says what was expected
     */
    static ScheduleExpression parse(String text) {
        return ExpressionParser.parse(text);
    }
}
