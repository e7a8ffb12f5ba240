package faas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.deploy.Place;
import faas.cli.engine.Declaration;
import faas.cli.engine.FunctionLogs;
import faas.cli.engine.LogFiles;
import faas.cli.engine.LogLine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Prints what functions logged. */
@Command(
        name = "logs",
        header = "Print what functions log, on a system that is up",
        description = """
                Prints the lines of one function, or of all, in the order of their times. Leaves out Lambda's own \
                START, END and REPORT lines and the metrics.""",
        exitCodeList = {"0:the lines are printed", "2:there is no such function, or no system is up"})
final class LogsCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    @Option(names = "--engine", paramLabel = "local|aws|localstack", description = """
                    local, the default: the engine that ./faas up started last; otherwise stage demo there, the last \
                    hour""")
    private String engine = "local";

    @Spec
    private @Nullable CommandSpec spec;

    /** Lines that came since the last call, none of them older than that. */
    @FunctionalInterface
    private interface Unread {
        List<LogLine> of(Collection<String> functions, Instant since) throws IOException;
    }

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        switch (engine) {
            case "local" -> {
                var files = new LogFiles(logsOfRunningEngine(root));
                print((functions, _) -> files.unread(functions), root, BETWEEN_LOOKS);
            }
            case "aws" -> printFromCloudWatch(Place.Aws.ofUser(), root);
            case "localstack" -> printFromCloudWatch(new Place.LocalStack(localStack()), root);
            default -> throw new UserErrorException("--engine " + engine + ": expected local, aws or localstack");
        }
        return Main.DONE;
    }

    private static Path logsOfRunningEngine(Path root) throws IOException, UserErrorException {
        var file = UpCommand.connectionFile(root);
        try {
            return Path.of(
                    JSON.readTree(Files.readString(file)).path(UpCommand.LOGS).asText());
        } catch (NoSuchFileException e) {
            throw new UserErrorException("no running engine in " + file + ": start one with ./faas up");
        }
    }

    private static URI localStack() throws UserErrorException, InterruptedException {
        return LocalStackAtHand.find()
                .orElseThrow(() -> new UserErrorException("no LocalStack answers at "
                        + LocalStackAtHand.STANDARD_ENDPOINT + ": ./faas deploy --engine localstack starts one"));
    }

    private void printFromCloudWatch(Place place, Path root)
            throws IOException, InterruptedException, UserErrorException {
        try (var logs = new FunctionLogs(place.connection(Map.of()))) {
            print(logs::unread, root, BETWEEN_CALLS);
        } catch (SdkException e) {
            throw new UserErrorException("CloudWatch Logs does not answer: " + e.getMessage());
        }
    }

    private void print(Unread logs, Path root, Duration betweenLooks)
            throws IOException, InterruptedException, UserErrorException {
        var known = deployedNames(root);
        var wanted = function == null ? known.values() : List.of(deployedName(function, known));
        // Any function may log the correlation id of a line that names the order.
        var read = order == null ? wanted : known.values();
        var correlations = new HashSet<String>();
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        var since = Instant.now().minus(BACK);
        boolean printed = false;
        boolean more;
        do {
            var lines = logs.of(read, since).stream()
                    .filter(line -> !line.isAccounting())
                    .toList();
            lines.stream()
                    .filter(this::namesOrder)
                    .map(LogsCommand::correlation)
                    .forEach(correlations::add);
            correlations.remove("");
            var shown = lines.stream()
                    .filter(line -> wanted.contains(line.function()))
                    .filter(line -> order == null || namesOrder(line) || correlations.contains(correlation(line)))
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
                .orElseThrow(
                        () -> new UserErrorException("no function '" + function + "'; there are " + known.keySet()));
    }

    private boolean namesOrder(LogLine line) {
        return order != null && line.text().contains(order);
    }

    private static String correlation(LogLine line) {
        return line.fields().path("correlationId").asText();
    }

    private static Map<String, String> deployedNames(Path root) throws IOException {
        var names = new TreeMap<String, String>();
        Declaration.read(root.resolve("infra-cdk/target/cdk.out"))
                .functions()
                .forEach(declared -> names.put(declared.name(), declared.deployedName()));
        return names;
    }
}
