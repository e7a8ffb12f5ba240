package faas.cli.engine;

import java.time.Duration;
import java.util.List;

/** Percentiles by the nearest-rank method: always a value that was measured. */
public final class Percentiles {

    private Percentiles() {}

    /** Whole milliseconds, rounded; 0 where nothing was measured. */
    public static EngineRecords.Millis of(List<Duration> durations) {
        var sorted = durations.stream().sorted().toList();
        return new EngineRecords.Millis(millis(sorted, 50), millis(sorted, 99));
    }

    private static long millis(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = Math.ceilDiv(sorted.size() * percent, 100);
        return Math.round(sorted.get(rank - 1).toNanos() / 1e6);
    }
}
