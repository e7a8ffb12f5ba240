package faas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.deploy.DeploymentException;
import faas.cli.deploy.Place;
import faas.cli.engine.Declaration;
import faas.cli.engine.EngineFailedException;
import faas.cli.engine.FunctionLogs;
import faas.cli.engine.LogFiles;
import faas.cli.engine.LogLine;
import faas.cli.engine.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;

/** The logs of a stage's functions: of the local engine that runs, or in CloudWatch Logs. For one thread. */
final class StageLogs implements AutoCloseable {

    /** As {@code --engine} names it. */
    static final String LOCAL = "local";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LogReader reader;
    private final Map<String, String> functions;

    private StageLogs(LogReader reader, Map<String, String> functions) {
        this.reader = reader;
        this.functions = Map.copyOf(functions);
    }

    /**
     * Those of a stage.
     *
     * @param engine {@code local}, {@code aws} or {@code localstack}
     * @param stage such as {@code demo}, the only one that runs locally
     * @throws UserErrorException if there is no such engine, or none runs
     */
    static StageLogs open(String engine, String stage, Path root)
            throws IOException, InterruptedException, UserErrorException, DeploymentException {
        if (!stage.matches("[a-z0-9]+")) {
            throw new UserErrorException("--stage " + stage + ": expected a stage's name, such as demo");
        }
        var reader = switch (engine) {
            case LOCAL -> {
                if (!stage.equals("demo")) {
                    throw new UserErrorException(
                            "--stage " + stage + ": expected --engine with it; locally there is stage demo");
                }
                yield new LogFiles(logsOfRunningEngine(root));
            }
            case "aws" -> inCloudWatch(Place.Aws.ofUser());
            case "localstack" ->
                inCloudWatch(new Place.LocalStack(LocalStackAtHand.find()
                        .orElseThrow(() ->
                                new UserErrorException("no LocalStack answers at " + LocalStackAtHand.STANDARD_ENDPOINT
                                        + ": ./faas deploy --engine localstack starts one"))));
            default -> throw new UserErrorException("--engine " + engine + ": expected local, aws or localstack");
        };
        return new StageLogs(reader, functions(stage, root));
    }

    private static LogReader inCloudWatch(Place place) throws UserErrorException {
        try {
            return new FunctionLogs(place.connection(Map.of()));
        } catch (SdkException e) {
            throw notAnswered(e);
        }
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

    /** Of every stage by the declaration of the demo stage: a function has the stage's name before its own. */
    private static Map<String, String> functions(String stage, Path root) throws IOException {
        var names = new TreeMap<String, String>();
        Declaration.read(root.resolve("infra-cdk/target/cdk.out"))
                .functions()
                .forEach(declared -> names.put(declared.name(), stage + "-" + declared.name()));
        return names;
    }

    /** Deployed names, such as {@code demo-SendInvoice}, by construct ids. */
    Map<String, String> functions() {
        return functions;
    }

    /** The lines that came since the last call, none of them older than that, in no order. */
    List<LogLine> unread(Collection<String> deployedNames, Instant since) throws IOException, UserErrorException {
        try {
            return reader.unread(deployedNames, since);
        } catch (SdkException e) {
            throw notAnswered(e);
        }
    }

    /** The lines of any function that contain one of the texts, oldest first. */
    List<LogLine> naming(Collection<String> texts, Instant since)
            throws IOException, InterruptedException, UserErrorException, EngineFailedException {
        try {
            return reader.naming(functions.values(), texts, since);
        } catch (SdkException e) {
            throw notAnswered(e);
        }
    }

    private static UserErrorException notAnswered(SdkException e) {
        return new UserErrorException("CloudWatch Logs does not answer: " + e.getMessage());
    }

    @Override
    public void close() {
        reader.close();
    }
}
