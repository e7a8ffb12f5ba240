package faas.cli.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a stage costs: idle for thirty days, by its declaration alone, and for a million units of work, by a measured
 * run.
 */
public final class StageCosts {

    /**
     * One line of the bill.
     *
     * @param dollars US dollars
     */
    public record Item(String what, double dollars) {}

    /** Lambda polls a queue with five long polls of 20 s at a time as long as it is empty. */
    private static final long POLLS_IN_THIRTY_DAYS = 5 * 3 * 60 * 24 * 30L;

    /** A batch is received and deleted. */
    private static final long REQUESTS_A_BATCH = 2;

    private static final double MILLION = 1e6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private StageCosts() {}

    /** When the prices were looked up. */
    public static String pricesAsOf() {
        return Prices.AS_OF;
    }

    /**
     * Nobody asks anything of it for thirty days.
     *
     * @param assembly the directory that CDK synthesized
     */
    public static List<Item> idle(Path assembly) throws IOException {
        var declared = Declared.read(assembly);
        return List.of(
                new Item(
                        "%d queues polled by Lambda, empty".formatted(declared.polledQueues()),
                        declared.polledQueues() * POLLS_IN_THIRTY_DAYS / MILLION * Prices.SQS_REQUESTS_PER_MILLION),
                new Item(
                        "%,d scheduled starts at most, requests only".formatted(declared.scheduledStarts()),
                        declared.scheduledStarts() / MILLION * Prices.LAMBDA_REQUESTS_PER_MILLION),
                new Item(
                        "%d alarms on %d metrics".formatted(declared.alarms(), declared.alarmMetrics()),
                        declared.alarmMetrics() * Prices.ALARM_METRIC_MONTH),
                new Item(
                        "%d dashboards".formatted(declared.dashboards()),
                        declared.dashboards() * Prices.DASHBOARD_MONTH),
                new Item("%d secrets".formatted(declared.secrets()), declared.secrets() * Prices.SECRET_MONTH));
    }

    /**
     * What the units of work of a run are called, such as {@code orders}.
     *
     * @param report as for {@link #million}
     */
    public static String units(Path report) throws IOException {
        return JSON.readTree(Files.readString(report))
                .path("units")
                .path("name")
                .asText();
    }

    /**
     * A million units of work like those of a run: as many invocations and records a unit as it had, each invocation as
     * long as the median.
     *
     * @param report the JSON report of a run: {@code units} with a name and a count, and {@code functions} with
     *     trigger, invocations, events and durationMillis
     * @throws IllegalArgumentException if the run had no units, or a function that the assembly does not have
     */
    public static List<Item> million(Path assembly, Path report) throws IOException {
        var memory = Declared.read(assembly).memory();
        var run = JSON.readTree(Files.readString(report));
        double units = run.path("units").path("count").asDouble();
        if (units <= 0) {
            throw new IllegalArgumentException("the run had no units of work");
        }
        double perMillion = MILLION / units;
        var items = new ArrayList<Item>();
        double invocations = 0;
        double gibibyteSeconds = 0;
        double batches = 0;
        double records = 0;
        for (var function : run.path("functions")) {
            var count = function.path("invocations").asDouble() * perMillion;
            invocations += count;
            gibibyteSeconds += count * seconds(function) * gibibytes(memory, function);
            switch (function.path("trigger").asText()) {
                case "sqs" -> batches += count;
                case "stream" -> records += function.path("events").asDouble() * perMillion;
                default -> {}
            }
        }
        items.add(new Item(
                "%.1f million invocations".formatted(invocations / MILLION),
                invocations / MILLION * Prices.LAMBDA_REQUESTS_PER_MILLION));
        items.add(new Item(
                "%,.0f GiB-seconds".formatted(gibibyteSeconds), gibibyteSeconds * Prices.LAMBDA_GIBIBYTE_SECOND));
        items.add(new Item(
                "%.1f million batches received and deleted".formatted(batches / MILLION),
                batches * REQUESTS_A_BATCH / MILLION * Prices.SQS_REQUESTS_PER_MILLION));
        items.add(new Item(
                "%.1f million events published, one for each record of the streams at most"
                        .formatted(records / MILLION),
                records / MILLION * Prices.SNS_PUBLISHES_PER_MILLION));
        items.add(new Item(
                "%.1f million writes, each as if it were in a transaction".formatted(records / MILLION),
                records * 2 / MILLION * Prices.DYNAMODB_WRITES_PER_MILLION));
        return items;
    }

    private static double seconds(JsonNode function) {
        return function.path("durationMillis").path("p50").asDouble() / 1e3;
    }

    private static double gibibytes(Map<String, Integer> memory, JsonNode function) {
        var name = function.path("name").asText();
        var mebibytes = memory.get(name);
        if (mebibytes == null) {
            throw new IllegalArgumentException("function " + name + " is not declared any longer");
        }
        return mebibytes / 1024.0;
    }
}
