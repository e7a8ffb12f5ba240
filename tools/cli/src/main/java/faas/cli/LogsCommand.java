package faas.cli;

import faas.cli.engine.LogLine;
import faas.cli.engine.LogReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what functions logged. */
@Command(
        name = "logs",
        header = "Print what functions log, on a system that is up",
        description = """
                Prints the lines of one function, or of all, in the order of their times. Leaves out Lambda's own \
                START, END and REPORT lines and the metrics. On aws and localstack it begins an hour ago.""",
        exitCodeList = {"0:the lines are printed", "2:there is no such function, or no system is up"})
final class LogsCommand implements Callable<Integer> {

    private static final Duration BACK = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(2);

    /** CloudWatch Logs shows a line seconds after its time, and one that was buffered later. */
    private static final Duration LATE = Duration.ofMinutes(1);

    @Parameters(
            paramLabel = "FUNCTION",
            arity = "0..1",
            description = "The function, with its stage or without (default: every function)")
    private @Nullable String function;

    @Option(names = "--follow", description = "Print lines as they come, until Ctrl-C")
    private boolean follow;

    @Option(names = "--order", paramLabel = "ID", description = """
                    Only lines that name this order, or anything else that has this id, and lines that have the \
                    correlation id of one of them""")
    private @Nullable String order;

    @Option(names = "--json", description = "Print structured lines as they are, with every field, and nothing else")
    private boolean json;

    @Mixin
    private SystemTarget target = new SystemTarget();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return target.with(engine -> {
            try (var logs = LogReader.of(engine)) {
                print(logs, target.isLocal() ? BETWEEN_LOOKS : BETWEEN_CALLS);
            }
            return Main.DONE;
        });
    }

    private void print(LogReader logs, Duration betweenLooks)
            throws IOException, InterruptedException, UserErrorException {
        var known = target.functions();
        var wanted = function == null ? known.values() : List.of(deployedName(function, known));
        // Any function may log the correlation id of a line that names the order.
        var read = order == null ? wanted : known.values();
        var correlations = new HashSet<String>();
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        var since = Instant.now().minus(BACK);
        boolean printed = false;
        boolean more;
        do {
            var lines = logs.unread(read, since).stream()
                    .filter(line -> !line.isAccounting())
                    .toList();
            lines.stream().filter(this::namesOrder).map(LogLine::correlation).forEach(correlations::add);
            correlations.remove("");
            var shown = lines.stream()
                    .filter(line -> wanted.contains(line.function()))
                    .filter(line -> order == null || namesOrder(line) || correlations.contains(line.correlation()))
                    .filter(line -> !json || line.isStructured())
                    .sorted(Comparator.comparing(LogLine::time))
                    .toList();
            shown.forEach(line -> out.println(json ? line.text() : line.readable()));
            printed |= !shown.isEmpty();
            more = follow && !out.checkError();
            if (more) {
                since = Instant.now().minus(LATE);
                Thread.sleep(betweenLooks);
            }
        } while (more);
        if (!printed) {
            System.err.println("No such line so far.");
        }
    }

    private static String deployedName(String function, Map<String, String> known) throws UserErrorException {
        if (known.containsValue(function)) {
            return function;
        }
        return Optional.ofNullable(known.get(function))
                .orElseThrow(() -> new UserErrorException(
                        "no function '" + function + "'; there are " + new TreeSet<>(known.keySet())));
    }

    private boolean namesOrder(LogLine line) {
        return order != null && line.text().contains(order);
    }
}
