package faas.cli.cost;

import java.time.Duration;
import java.util.regex.Pattern;

/** How often a schedule expression starts its target at most. */
final class Schedule {

    private static final long DAYS = 30;
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

    private Schedule() {}

    /** Of a cron expression that is not one time a day it takes each minute. */
    static long mostStartsInThirtyDays(String expression) {
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
        return expression.matches("cron\\(\\d+ \\d+ \\* \\* \\? \\*\\)")
                ? DAYS
                : Duration.ofDays(DAYS).toMinutes();
    }
}
