package io.orderchannel.demo.run;

import io.orderchannel.demo.client.Answer;
import io.orderchannel.demo.input.OrderLine;
import io.orderchannel.demo.report.Percentiles;
import io.orderchannel.demo.report.RunReport;
import io.orderchannel.demo.settlement.Settlement;
import io.orderchannel.events.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What has become of each line so far. Answers and settlements come from different threads and in any order: an order may
 * settle before the answer to its sender is read. Settlements of orders that nobody here sent are kept apart. Thread-safe.
 */
final class OrderBook {

    private final Map<String, Instant> acceptedAt = new HashMap<>();
    private final Map<String, Settlement> settlements = new HashMap<>();
    private final List<RunReport.Line> notAccepted = new ArrayList<>();
    private final List<Duration> placing = new ArrayList<>();
    private long duplicates;
    private long refused;
    private long malformed;
    private long unanswered;
    private long settled;

    synchronized void malformed(OrderLine.Malformed line) {
        malformed++;
        notAccepted.add(new RunReport.Line(line.number(), "malformed", null, line.reason()));
    }

    synchronized void answered(int line, Answer answer) {
        switch (answer) {
            case Answer.Accepted accepted -> accepted(accepted);
            case Answer.Refused(int status, String reason) -> {
                refused++;
                notAccepted.add(new RunReport.Line(line, "refused", status, reason));
            }
            case Answer.Unanswered(int tries, String reason) -> {
                unanswered++;
                notAccepted.add(
                        new RunReport.Line(line, "unanswered", null, "after " + tries + " tries, the last: " + reason));
            }
        }
    }

    private void accepted(Answer.Accepted answer) {
        placing.add(answer.took());
        if (acceptedAt.putIfAbsent(answer.orderId(), answer.at()) != null) {
            duplicates++;
        } else if (settlements.containsKey(answer.orderId())) {
            settled++;
        }
    }

    /** An order settles once; the same news a second time changes nothing. */
    synchronized void settled(Settlement settlement) {
        if (settlements.putIfAbsent(settlement.orderId(), settlement) == null
                && acceptedAt.containsKey(settlement.orderId())) {
            settled++;
            notifyAll();
        }
    }

    /**
     * Waits until every accepted order has settled, as long as there is progress. Call it when all lines are answered.
     *
     * @param patience how long to wait without another order settling
     */
    synchronized void awaitSettled(Duration patience) throws InterruptedException {
        long before = unsettled();
        long deadline = System.nanoTime() + patience.toNanos();
        while (before > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
            long now = unsettled();
            if (now != before) {
                before = now;
                deadline = System.nanoTime() + patience.toNanos();
            }
        }
    }

    /** Accepted orders that have not settled yet. */
    synchronized long unsettled() {
        return acceptedAt.size() - settled;
    }

    synchronized Counts counts() {
        return new Counts(acceptedAt.size() + duplicates + refused + unanswered, acceptedAt.size(), settled);
    }

    /** @param answered lines sent that have got an answer or were given up */
    record Counts(long answered, long accepted, long settled) {}

    synchronized RunReport.Orders orders() {
        var byState = new LinkedHashMap<String, Long>();
        for (var state : OrderState.values()) {
            if (state != OrderState.PLACED) {
                byState.put(state.name(), 0L);
            }
        }
        settlements.values().stream()
                .filter(settlement -> acceptedAt.containsKey(settlement.orderId()))
                .forEach(settlement -> byState.merge(settlement.state().name(), 1L, Long::sum));
        return new RunReport.Orders(
                acceptedAt.size() + duplicates + refused,
                acceptedAt.size(),
                duplicates,
                refused,
                malformed,
                unsettled(),
                byState);
    }

    synchronized List<RunReport.Line> notAccepted() {
        return notAccepted.stream()
                .sorted(Comparator.comparingInt(RunReport.Line::line))
                .toList();
    }

    synchronized RunReport.Latencies latencies() {
        var settling = new ArrayList<Duration>();
        acceptedAt.forEach((orderId, answered) -> {
            var settlement = settlements.get(orderId);
            if (settlement != null) {
                settling.add(between(answered, settlement.at()));
            }
        });
        return new RunReport.Latencies(Percentiles.of(placing), Percentiles.of(settling));
    }

    private static Duration between(Instant answered, Instant settled) {
        var between = Duration.between(answered, settled);
        return between.isNegative() ? Duration.ZERO : between;
    }
}
