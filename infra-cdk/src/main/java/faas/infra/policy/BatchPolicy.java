package faas.infra.policy;

import java.time.Duration;

/**
 * How many events one invocation is handed, and how long Lambda may wait to gather them.
 *
 * @param size most events in a batch, 1 to 10,000
 * @param window how long Lambda gathers, in whole seconds from 0 to 300; at least 1 s for a queue's batch over 10
 * @param reportItemFailures the function answers with the events that failed, so that one bad event does not bring the
 *     whole batch back ({@code ReportBatchItemFailures})
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html">Batching behaviour</a>
 */
public record BatchPolicy(int size, Duration window, boolean reportItemFailures) {
    public static BatchPolicy of(int size, Duration window) {
        return new BatchPolicy(size, window, true);
    }

    public BatchPolicy withSize(int size) {
        return new BatchPolicy(size, window, reportItemFailures);
    }

    public BatchPolicy withWindow(Duration window) {
        return new BatchPolicy(size, window, reportItemFailures);
    }

    public BatchPolicy withReportItemFailures(boolean reportItemFailures) {
        return new BatchPolicy(size, window, reportItemFailures);
    }
}
