package faas.cli;

import faas.cli.engine.LogReader;
import faas.cli.engine.Timeline;
import faas.cli.engine.Timeline.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the way of one order, or of anything else that has an id. */
@Command(
        name = "trace",
        header = "Show the way of one order through the functions",
        description = """
                Reads the functions' logs and prints a timeline: each event that a function was given for this order, \
                whether the start was cold, how long the event waited and the invocation ran, each try, and the \
                outcome. On AWS it asks Logs Insights, which is billed by the logs that it searches: at least \
                twice those of these hours, and at times those since the first line about the order once more.""",
        exitCodeList = {"0:the timeline is printed", "2:no function logged this id, or no system is up"})
final class TraceCommand implements Callable<Integer> {

    private static final int MOST_HOURS = 24 * 30;

    @Parameters(paramLabel = "ID", description = """
                    The order; or another id that functions log, such as that of a message or a correlation""")
    private String id = "";

    @Option(names = "--hours", paramLabel = "N", description = "How far back to search (default: 24)")
    private int hours = 24;

    @Mixin
    private SystemTarget target = new SystemTarget();

    @Mixin
    private Output out = new Output();

    /** What is printed. */
    private record Trace(String id, String engine, String stage, List<Step> steps) {}

    @Override
    public Integer call() throws Exception {
        if (id.isBlank()) {
            throw new UserErrorException("ID is empty: expected an order's id");
        }
        if (hours < 1 || hours > MOST_HOURS) {
            throw new UserErrorException("--hours " + hours + ": expected 1 to " + MOST_HOURS);
        }
        var since = Instant.now().minus(Duration.ofHours(hours));
        return target.with(engine -> {
            try (var logs = LogReader.of(engine)) {
                var functions = target.functions().values();
                var steps = Timeline.search(logs, functions, SystemTarget.declaration(), id, since);
                if (steps.isEmpty()) {
                    throw new UserErrorException(
                            "no function of " + target + " logged '" + id + "' in the last " + hours + " hours");
                }
                out.text(table(steps));
                out.figures(new Trace(id, target.engine(), target.stage(), steps));
            }
            return Main.DONE;
        });
    }

    private String table(List<Step> steps) {
        var first = steps.getFirst().started();
        int function = width("function", steps.stream().map(Step::function).toList());
        int event = width("event", steps.stream().map(Step::event).toList());
        var row = "%8s  %-" + function + "s  %-" + event + "s  %3s  %-5s  %8s  %8s  %s%n";
        var table = new StringBuilder("%s, %s, from %s; times in seconds%n%n".formatted(id, target, first));
        table.append(row.formatted("at", "function", "event", "try", "start", "waited", "ran", "outcome"));
        for (var step : steps) {
            table.append(row.formatted(
                    seconds(Duration.between(first, step.started())),
                    step.function(),
                    step.event(),
                    step.attempt(),
                    step.start(),
                    seconds(step.waited()),
                    seconds(step.ran()),
                    outcome(step)));
        }
        return table.toString();
    }

    private static String outcome(Step step) {
        return (step.failed() ? "FAILED: " : "")
                + step.outcome()
                + (step.deadLettered() == null ? "" : "; given up, in " + step.deadLettered());
    }

    private static int width(String title, List<String> values) {
        return values.stream().mapToInt(String::length).reduce(title.length(), Math::max);
    }

    private static String seconds(@Nullable Duration duration) {
        return duration == null ? "" : String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1e3);
    }
}
