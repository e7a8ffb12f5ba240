package faas.cli;

import faas.cli.deploy.DeploymentException;
import faas.cli.deploy.Place;
import faas.cli.engine.AwsClients;
import faas.cli.engine.Declaration;
import faas.cli.engine.EngineConnection;
import faas.infra.CloudAssembly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Which system that is up, or deployed: what logs, trace and the verbs of dlq have in common. */
final class SystemTarget {

    private static final String LOCAL = "local";

    /** The only stage that runs locally. */
    private static final String DEMO = "demo";

    @Option(names = "--engine", paramLabel = "local|aws|localstack", description = """
                    local, the default: the engine that ./faas up started last; otherwise a stage there""")
    private String engine = LOCAL;

    @Option(names = "--stage", paramLabel = "demo|test|production", description = """
                    The stage on aws or localstack (default: demo)""")
    private String stage = DEMO;

    @Option(names = "--connection", paramLabel = "FILE", description = FireCommand.CONNECTION)
    private @Nullable Path connection;

    /** What a verb does with the system. */
    @FunctionalInterface
    interface Work {
        int on(EngineConnection system) throws Exception;
    }

    /**
     * Runs the work.
     *
     * @throws UserErrorException if there is no such system, it does not answer, or it refuses
     */
    int with(Work work) throws Exception {
        try {
            return work.on(connect());
        } catch (AwsServiceException e) {
            throw new UserErrorException("refused: " + AwsClients.said(e));
        } catch (SdkException e) {
            throw new UserErrorException("the engine does not answer, is it still up? " + e.getMessage());
        }
    }

    private EngineConnection connect() throws UserErrorException, InterruptedException, DeploymentException {
        DeployTarget.requireKnown(stage);
        if (isLocal()) {
            if (!stage.equals(DEMO)) {
                throw new UserErrorException(
                        "--stage " + stage + ": expected with --engine aws or localstack; locally there is stage demo");
            }
            return FireCommand.connect(connection);
        }
        if (connection != null) {
            throw new UserErrorException("--connection: expected without --engine " + engine);
        }
        return switch (engine) {
            case "aws" -> Place.Aws.ofUser().connection(Map.of());
            case "localstack" -> new Place.LocalStack(LocalStackAtHand.require()).connection(Map.of());
            default -> throw new UserErrorException("--engine " + engine + ": expected local, aws or localstack");
        };
    }

    boolean isLocal() {
        return engine.equals(LOCAL);
    }

    String engine() {
        return engine;
    }

    String stage() {
        return stage;
    }

    /** The demo stage's, which declares what every stage does. */
    static Declaration declaration() throws IOException {
        return Declaration.read(CloudAssembly.ofBuild(Main.root()));
    }

    /** Deployed names of the functions, such as {@code demo-SendInvoice}, by construct ids. */
    Map<String, String> functions() throws IOException {
        return declaration().functions().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Declaration.Function::name, declared -> stage + "-" + declared.name()));
    }

    @Override
    public String toString() {
        return "stage " + stage + " on " + engine;
    }
}
