package faas.localcloud.schedule;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads schedule expressions as EventBridge does. */
final class ExpressionParser {
    private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (minute|hour|day)(s?)\\)");
    private static final Pattern CRON = Pattern.compile("cron\\((.*)\\)");
    private static final int SUNDAY_IS_FIRST = 2;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;

    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html */
    private static final CronDefinition FIELDS = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withStrictRange()
            .and()
            .withHours()
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .supportsL()
            .supportsW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(SUNDAY_IS_FIRST)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(FIRST_YEAR, LAST_YEAR)
            .withStrictRange()
            .and()
            // One of the two days must be a question mark, and only one.
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance();

    private ExpressionParser() {}

    static ScheduleExpression parse(String text) {
        Matcher rate = RATE.matcher(text);
        if (rate.matches()) {
            return rate(
                    text,
                    Integer.parseInt(rate.group(1)),
                    rate.group(2),
                    !rate.group(3).isEmpty());
        }
        Matcher cron = CRON.matcher(text);
        if (cron.matches()) {
            return cron(text, cron.group(1));
        }
        throw new IllegalArgumentException("found " + text
                + ", expected rate(VALUE UNIT) with minutes, hours or days, or cron(MINUTES HOURS DAY-OF-MONTH MONTH"
                + " DAY-OF-WEEK YEAR)");
    }

    /**
     * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html: 1 takes a singular, others a
     * plural
     */
    private static ScheduleExpression rate(String text, int value, String unit, boolean plural) {
        if (value == 0) {
            throw new IllegalArgumentException("found " + text + ", expected a value of at least 1");
        }
        if (plural == (value == 1)) {
            throw new IllegalArgumentException(
                    "found " + text + ", expected rate(" + value + " " + unit + (value == 1 ? ")" : "s)"));
        }
        return new ScheduleExpression.Rate(
                switch (unit) {
                    case "minute" -> Duration.ofMinutes(value);
                    case "hour" -> Duration.ofHours(value);
                    default -> Duration.ofDays(value);
                });
    }

    private static ScheduleExpression cron(String text, String fields) {
        try {
            return new ScheduleExpression.Cron(ExecutionTime.forCron(new CronParser(FIELDS).parse(fields)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("found " + text + ": " + e.getMessage(), e);
        }
    }
}
