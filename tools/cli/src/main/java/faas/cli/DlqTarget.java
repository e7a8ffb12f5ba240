package faas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.deadletters.Causes;
import faas.cli.deadletters.DeadLetter;
import faas.cli.deadletters.FailureQueue;
import faas.cli.deploy.DeploymentException;
import faas.cli.deploy.Place;
import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import faas.cli.engine.FunctionLogs;
import faas.cli.engine.LogFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Which system's dead letters, and which of them: what the verbs of {@code ./faas dlq} have in common. */
final class DlqTarget {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--engine", paramLabel = "local|aws|localstack", description = """
                    local, the default: the engine that ./faas up started last; otherwise a stage there""")
    private String engine = "local";

    @Option(names = "--stage", paramLabel = "demo|test|production", description = """
                    The stage on aws or localstack (default: demo)""")
    private @Nullable String stage;

    @Option(names = "--connection", paramLabel = "FILE", description = FireCommand.CONNECTION)
    private @Nullable Path connection;

    /** What a verb does with the system. */
    @FunctionalInterface
    interface Work {
        int on(Site system) throws Exception;
    }

    /** A system that is up, or deployed. */
    record Site(EngineConnection engine, SqsClient sqs, List<FailureQueue> queues, Causes causes) {

        /**
         * The queue of that name.
         *
         * @throws UserErrorException if there is none, or more than one
         */
        FailureQueue queue(String name) throws UserErrorException {
            var found = queues.stream().filter(queue -> queue.isCalled(name)).toList();
            if (found.size() != 1) {
                throw new UserErrorException("queue " + name + ": expected one of "
                        + (found.isEmpty() ? queues : found)
                                .stream().map(FailureQueue::name).collect(Collectors.joining(", ")));
            }
            return found.getFirst();
        }
    }

    /** Which messages of a queue. */
    record Choice(List<String> ids, @Nullable String match) {

        boolean isEverything() {
            return ids.isEmpty() && match == null;
        }

        /** @throws UserErrorException if an id is that of no message */
        List<DeadLetter> of(List<DeadLetter> letters) throws UserErrorException {
            var known = letters.stream().map(DeadLetter::id).collect(Collectors.toSet());
            var missing = ids.stream().filter(Predicate.not(known::contains)).findFirst();
            if (missing.isPresent()) {
                throw new UserErrorException(
                        "--ids " + missing.get() + ": no such message in the queue now; ./faas dlq show lists them");
            }
            return letters.stream()
                    .filter(letter -> ids.isEmpty() || ids.contains(letter.id()))
                    .filter(letter -> match == null || letter.message().body().contains(match))
                    .toList();
        }
    }

    /**
     * Runs the work.
     *
     * @throws UserErrorException if there is no such system, it does not answer, or it refuses
     */
    int with(Work work) throws Exception {
        try {
            var place = connect();
            try (var sqs = AwsClients.sqs(place);
                    var lambda =
                            AwsClients.configured(LambdaClient.builder(), place).build();
                    var logs = new FunctionLogs(place)) {
                var queues = FailureQueue.all(sqs, lambda, prefix());
                return work.on(new Site(place, sqs, queues, causes(place, logs)));
            }
        } catch (AwsServiceException e) {
            throw new UserErrorException("refused: " + AwsClients.said(e));
        } catch (SdkException e) {
            throw new UserErrorException("the engine does not answer, is it still up? " + e.getMessage());
        }
    }

    private EngineConnection connect() throws UserErrorException, InterruptedException, DeploymentException {
        if (!engine.equals("local") && connection != null) {
            throw new UserErrorException("--connection: expected without --engine " + engine);
        }
        return switch (engine) {
            case "local" -> {
                if (stage != null) {
                    throw new UserErrorException("--stage " + stage + ": expected with --engine aws or localstack");
                }
                yield FireCommand.connect(connection);
            }
            case "aws" -> Place.Aws.ofUser().connection(Map.of());
            case "localstack" -> new Place.LocalStack(localStack()).connection(Map.of());
            default -> throw new UserErrorException("--engine " + engine + ": expected local, aws or localstack");
        };
    }

    private static URI localStack() throws UserErrorException, InterruptedException {
        return LocalStackAtHand.find()
                .orElseThrow(() -> new UserErrorException("no LocalStack answers at "
                        + LocalStackAtHand.STANDARD_ENDPOINT + ": ./faas deploy --engine localstack starts one"));
    }

    /** The local engine has one system; an account may have several. */
    private String prefix() {
        return engine.equals("local") ? "" : Objects.requireNonNullElse(stage, "demo") + "-";
    }

    private Causes causes(EngineConnection place, FunctionLogs logs) throws IOException {
        if (!engine.equals("local") || place.isLocalStack()) {
            return new Causes(Optional.of(logs));
        }
        var file = connection == null ? UpCommand.connectionFile(Main.root()) : connection;
        var folder = JSON.readTree(Files.readString(file)).path(UpCommand.LOGS).asText();
        return new Causes(folder.isEmpty() ? Optional.empty() : Optional.of(new LogFiles(Path.of(folder))));
    }

    /** The messages as what they were. */
    static List<DeadLetter> letters(List<Message> messages, FailureQueue queue) {
        return messages.stream().map(message -> DeadLetter.of(message, queue)).toList();
    }
}
