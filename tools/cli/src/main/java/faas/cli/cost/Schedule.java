package faas.cli.cost;

import java.time.Duration;
import java.util.regex.Pattern;

/** A schedule expression, as far as stages use it: a rate, or a cron expression of one time a day. */
final class Schedule {

    private static final long DAYS = 30;
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

    private Schedule() {}

    /** @throws IllegalArgumentException if it is neither */
    static long startsInThirtyDays(String expression) {
        var rate = RATE.matcher(expression);
        if (rate.matches()) {
            long count = Long.parseLong(rate.group(1));
            var period = switch (rate.group(2)) {
                case "minute" -> Duration.ofMinutes(count);
                case "hour" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
            return Duration.ofDays(DAYS).dividedBy(period);
        }
        if (expression.matches("cron\\(\\d+ \\d+ \\* \\* \\? \\*\\)")) {
            return DAYS;
        }
        throw new IllegalArgumentException("schedule " + expression + ": expected a rate or one time a day");
    }
}
