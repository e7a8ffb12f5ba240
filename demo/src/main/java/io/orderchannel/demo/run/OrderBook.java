package io.orderchannel.demo.run;

import faas.cli.engine.Percentiles;
import io.orderchannel.demo.client.Answer;
import io.orderchannel.demo.follow.StateChange;
import io.orderchannel.demo.input.OrderLine;
import io.orderchannel.demo.report.RunReport;
import io.orderchannel.events.order.OrderEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What has become of each line so far. Answers and state changes come from different threads and in any order: an order
 * may settle before the answer to its sender is read. Changes of orders that nobody here sent are kept apart.
 * Thread-safe.
 */
final class OrderBook {

    /** What is known of an order: its latest state, and when it first settled. */
    private record Course(StateChange latest, Optional<Instant> settledAt) {

        static Course of(StateChange change) {
            return new Course(
                    change, Goal.SETTLED.isReachedIn(change.state()) ? Optional.of(change.at()) : Optional.empty());
        }

        Course and(Course other) {
            return new Course(
                    other.latest.version() > latest.version() ? other.latest : latest,
                    Stream.of(settledAt, other.settledAt)
                            .flatMap(Optional::stream)
                            .min(Comparator.naturalOrder()));
        }
    }

    private final Goal goal;
    private final Map<String, Instant> acceptedAt = new HashMap<>();
    private final Map<String, OrderLine.Order> lines = new HashMap<>();
    private final Map<String, Course> courses = new HashMap<>();
    private final List<RunReport.Line> notAccepted = new ArrayList<>();
    private final List<Duration> placing = new ArrayList<>();
    private long duplicates;
    private long refused;
    private long malformed;
    private long unanswered;
    private long finished;
    private long news;

    OrderBook(Goal goal) {
        this.goal = goal;
    }

    synchronized void malformed(OrderLine.Malformed line) {
        malformed++;
        notAccepted.add(new RunReport.Line(line.number(), "malformed", null, line.reason()));
    }

    synchronized void answered(OrderLine.Order line, Answer answer) {
        switch (answer) {
            case Answer.Accepted accepted -> accepted(line, accepted);
            case Answer.Refused(int status, String reason) -> {
                refused++;
                notAccepted.add(new RunReport.Line(line.number(), "refused", status, reason));
            }
            case Answer.Unanswered(int tries, String reason) -> {
                unanswered++;
                notAccepted.add(new RunReport.Line(
                        line.number(), "unanswered", null, "after " + tries + " tries, the last: " + reason));
            }
        }
    }

    private void accepted(OrderLine.Order line, Answer.Accepted answer) {
        placing.add(answer.took());
        if (acceptedAt.putIfAbsent(answer.orderId(), answer.at()) != null) {
            duplicates++;
            return;
        }
        lines.put(answer.orderId(), line);
        if (isFinished(answer.orderId())) {
            finished++;
        }
    }

    /** The same news a second time, or older news, changes nothing. */
    synchronized void changed(StateChange change) {
        boolean before = isFinished(change.orderId());
        news++;
        courses.merge(change.orderId(), Course.of(change), Course::and);
        boolean after = isFinished(change.orderId());
        if (before != after && acceptedAt.containsKey(change.orderId())) {
            finished += after ? 1 : -1;
        }
        notifyAll();
    }

    private boolean isFinished(String orderId) {
        var course = courses.get(orderId);
        return course != null && goal.isReachedIn(course.latest().state());
    }

    /**
     * Waits until every accepted order has reached the goal, as long as there is news of any order. Call it when all
     * lines are answered.
     *
     * @param patience how long to wait without news
     * @return whether all have
     */
    synchronized boolean awaitFinished(Duration patience) throws InterruptedException {
        long known = news;
        long deadline = System.nanoTime() + patience.toNanos();
        while (unfinished() > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
            if (news != known) {
                known = news;
                deadline = System.nanoTime() + patience.toNanos();
            }
        }
        return true;
    }

    /** Accepted orders that have not reached the goal yet. */
    synchronized long unfinished() {
        return acceptedAt.size() - finished;
    }

    /** Accepted orders that are in that state. */
    synchronized long in(OrderEventType state) {
        return acceptedAt.keySet().stream()
                .map(courses::get)
                .filter(course -> course != null && course.latest().state() == state)
                .count();
    }

    /** The line that placed the order; empty for an order of nobody here. */
    synchronized Optional<OrderLine.Order> lineOf(String orderId) {
        return Optional.ofNullable(lines.get(orderId));
    }

    synchronized Counts counts() {
        return new Counts(acceptedAt.size() + duplicates + refused + unanswered, acceptedAt.size(), finished);
    }

    /** @param answered lines sent that have got an answer or were given up */
    record Counts(long answered, long accepted, long finished) {}

    synchronized RunReport.Orders orders() {
        var byState = new LinkedHashMap<String, Long>();
        for (var state : OrderEventType.values()) {
            if (goal.isReachedIn(state)) {
                byState.put(state.name(), in(state));
            }
        }
        return new RunReport.Orders(
                acceptedAt.size() + duplicates + refused,
                acceptedAt.size(),
                duplicates,
                refused,
                malformed,
                unfinished(),
                byState);
    }

    synchronized List<RunReport.Line> notAccepted() {
        return notAccepted.stream()
                .sorted(Comparator.comparingInt(RunReport.Line::line))
                .toList();
    }

    synchronized RunReport.Latencies latencies() {
        var settling = new ArrayList<Duration>();
        var delivering = new ArrayList<Duration>();
        acceptedAt.forEach((orderId, answered) -> {
            var course = courses.get(orderId);
            if (course != null) {
                course.settledAt().ifPresent(at -> settling.add(between(answered, at)));
                if (course.latest().state() == OrderEventType.DELIVERED) {
                    delivering.add(between(answered, course.latest().at()));
                }
            }
        });
        return new RunReport.Latencies(Percentiles.of(placing), Percentiles.of(settling), Percentiles.of(delivering));
    }

    private static Duration between(Instant answered, Instant changed) {
        var between = Duration.between(answered, changed);
        return between.isNegative() ? Duration.ZERO : between;
    }
}
