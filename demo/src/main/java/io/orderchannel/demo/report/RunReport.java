package io.orderchannel.demo.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import faas.cli.Output;
import faas.cli.engine.EngineRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a run found out. The components' names are the names in the JSON report.
 *
 * @param lines the lines that were not accepted, each with why
 * @param failures asynchronous calls that were given up
 * @param failedTicks schedules fired by hand that failed, the same failure once
 * @param denials what functions asked for and their roles do not allow; empty where all was allowed
 * @param priming what priming changed at cold starts; empty where the run was not to show it
 * @param functions from the engine's records
 * @param queues from the engine's records
 */
public record RunReport(
        Orders orders,
        List<Line> lines,
        Latencies latencyMillis,
        List<Failure> failures,
        List<FailedTick> failedTicks,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<EngineRecords.Denial> denials,
        Payouts payouts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Priming> priming,
        List<EngineRecords.Function> functions,
        List<EngineRecords.Queue> queues,
        Engine engine) {

    /** What {@code ./faas costs} counts by. */
    @JsonProperty
    public Units units() {
        return new Units("orders", orders.accepted());
    }

    /**
     * Units of work.
     *
     * @param name in the plural
     */
    public record Units(String name, long count) {}

    /**
     * What became of the orders sent.
     *
     * @param sent accepted, duplicates and refused together: one a line, further tries of a line not counted
     * @param accepted distinct order ids among 2xx answers
     * @param duplicates the other 2xx answers
     * @param refused 4xx answers
     * @param malformed lines that are no JSON object; not sent
     * @param unsettled accepted orders that were in no end state of the run at the end
     * @param byState accepted orders by end state, every one present
     */
    public record Orders(
            long sent,
            long accepted,
            long duplicates,
            long refused,
            long malformed,
            long unsettled,
            Map<String, Long> byState) {

        public Orders {
            byState = Collections.unmodifiableMap(new LinkedHashMap<>(byState));
        }
    }

    /**
     * A line that was not accepted.
     *
     * @param line number in the file, from 1
     * @param outcome {@code refused}, {@code malformed}, or {@code unanswered}: no 2xx and no 4xx in any try
     * @param status the answer's HTTP status; null where there was no answer
     */
    public record Line(int line, String outcome, @Nullable Integer status, String reason) {}

    /**
     * How long it took, as the sender sees it.
     *
     * @param placeOrder from the start of the request that was answered with 2xx to its answer
     * @param placedToSettled from an order's first 2xx answer until it has left PLACED and is not CANCELLING
     * @param placedToDelivered from an order's first 2xx answer to DELIVERED
     */
    public record Latencies(
            EngineRecords.Millis placeOrder,
            EngineRecords.Millis placedToSettled,
            EngineRecords.Millis placedToDelivered) {}

    /**
     * An asynchronous call that was given up after its last retry: the failure queue holds its only trace.
     *
     * @param function construct id of the function that was called
     * @param line the line that placed the order; null for an order of another run
     * @param reason why Lambda gave up, and the function's last error
     * @param onPurpose whether the order's data asks for it
     * @param records messages of the failure queue that tell of it; more than one where Lambda handed the event over
     *     again
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">The same event
     *     again</a>
     */
    public record Failure(
            String function, @Nullable Integer line, String orderId, String reason, boolean onPurpose, int records) {}

    /**
     * A schedule's run that failed.
     *
     * @param schedule construct id of the function that it starts
     * @param reason the function's error, or why it was not invoked
     */
    public record FailedTick(String schedule, String reason) {}

    /**
     * Payouts of delivered orders.
     *
     * @param drained payouts stored
     * @param drains runs of DrainPayouts that came to their end
     * @param maxLag the most messages of the payout queue that a measurement saw; null where an earlier run's was not
     *     exceeded, since only the highest is kept
     */
    public record Payouts(
            long drained, long drains, @Nullable Long maxLag) {}

    /**
     * The cold starts of one function in two runs of the same orders. A primed init is longer by what it primes, so
     * neither of the two figures says anything without the other.
     *
     * @param without started on demand
     * @param with the function's SnapStart hooks run at the end of the init
     */
    public record Priming(String function, ColdStarts without, ColdStarts with) {

        /** Of functions that both runs started, in the order of the first. */
        public static List<Priming> compare(List<EngineRecords.Function> without, List<EngineRecords.Function> with) {
            return without.stream()
                    .filter(function -> function.coldStarts() > 0)
                    .flatMap(function -> with.stream()
                            .filter(primed -> primed.name().equals(function.name()) && primed.coldStarts() > 0)
                            .map(primed ->
                                    new Priming(function.name(), ColdStarts.of(function), ColdStarts.of(primed))))
                    .toList();
        }
    }

    /**
     * A function's cold starts in one run.
     *
     * @param initMillis from the start of the process to its being ready
     * @param firstInvocationMillis the first invocation, the init not included
     */
    public record ColdStarts(long count, EngineRecords.Median initMillis, EngineRecords.Median firstInvocationMillis) {

        static ColdStarts of(EngineRecords.Function function) {
            return new ColdStarts(function.coldStarts(), function.initMillis(), function.firstInvocationMillis());
        }
    }

    /**
     * What the engine needed.
     *
     * @param name {@code local}, {@code localstack} or {@code aws}
     * @param readyMillis from the start of the engine's process, or of its container, or, where the engine runs
     *     already, of the deployment, to the first signed request answered
     * @param wallMillis from the first order sent to the last one settled
     * @param peakRssMiB the whole process tree, this process included; null where the engine is no process of this one,
     *     and on a system without /proc
     */
    public record Engine(
            String name,
            long readyMillis,
            long wallMillis,
            @Nullable Long peakRssMiB) {}

    public RunReport {
        lines = List.copyOf(lines);
        failures = List.copyOf(failures);
        failedTicks = List.copyOf(failedTicks);
        denials = List.copyOf(denials);
        priming = List.copyOf(priming);
        functions = List.copyOf(functions);
        queues = List.copyOf(queues);
    }

    /** This run's report, which shows what priming changed, too. */
    public RunReport withPriming(List<Priming> compared) {
        return new RunReport(
                orders,
                lines,
                latencyMillis,
                failures,
                failedTicks,
                denials,
                payouts,
                compared,
                functions,
                queues,
                engine);
    }

    /**
     * Whether every order sent was answered and every accepted one came to its end, every delivered one with its
     * payout, and nothing was dead-lettered but what the orders ask for, no schedule failed, and no function was denied
     * anything.
     */
    public boolean clean() {
        return orders.unsettled() == 0
                && queues.stream().mapToLong(EngineRecords.Queue::deadLettered).sum()
                        == failures.stream()
                                .filter(Failure::onPurpose)
                                .mapToLong(Failure::records)
                                .sum()
                && payouts.drained() == orders.byState().getOrDefault("DELIVERED", 0L)
                && failedTicks.isEmpty()
                && denials.isEmpty()
                && lines.stream().noneMatch(line -> line.outcome().equals("unanswered"));
    }

    /**
     * Writes the JSON report, its folder included.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeJson(Path file) throws IOException {
        var parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, toJson());
    }

    String toJson() throws IOException {
        return Output.document(this) + "\n";
    }
}
