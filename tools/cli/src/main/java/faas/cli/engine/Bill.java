package faas.cli.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What Lambda would bill for a function's invocations, by the report lines around them in its logs.
 *
 * @param billed invocations and inits together, each rounded up to a whole millisecond
 * @param memoryMiB the function's memory size, of which each billed second is paid for; 0 without any invocation
 * @param peakMiB the most that a process had resident
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html">Report lines</a>
 */
public record Bill(long invocations, Duration billed, int memoryMiB, int peakMiB) {

    private static final Pattern REPORT = Pattern.compile(
            "REPORT .*\tBilled Duration: (\\d+) ms\tMemory Size: (\\d+) MB\tMax Memory Used: (\\d+) MB.*");
    private static final double MIB_A_GIB = 1024;

    private static final Bill NOTHING = new Bill(0, Duration.ZERO, 0, 0);

    /**
     * Reads one function's logs.
     *
     * @param logs the function's folder, in it a file for each environment
     * @param since files that nobody wrote to after that are an earlier engine's
     */
    public static Bill read(Path logs, Instant since) throws IOException {
        var bill = NOTHING;
        for (var line : Logs.lines(logs, since)) {
            var report = REPORT.matcher(line);
            if (report.matches()) {
                bill = bill.and(
                        new Bill(1, Duration.ofMillis(number(report.group(1))), (int) number(report.group(2)), (int)
                                number(report.group(3))));
            }
        }
        return bill;
    }

    private Bill and(Bill other) {
        return new Bill(
                invocations + other.invocations,
                billed.plus(other.billed),
                other.memoryMiB,
                Math.max(peakMiB, other.peakMiB));
    }

    /** The quantity that is paid for. */
    public double gbSeconds() {
        return billed.toMillis() / 1e3 * memoryMiB / MIB_A_GIB;
    }

    private static long number(String group) {
        return Long.parseLong(Objects.requireNonNull(group));
    }
}
