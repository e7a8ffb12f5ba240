package faas.cli;

import faas.cli.deploy.Deployment;
import faas.cli.deploy.DeploymentException;
import faas.cli.deploy.Place;
import faas.infra.CloudAssembly;
import faas.infra.SystemDefinition;
import faas.infra.policy.PolicyException;
import faas.infra.policy.Stage;
import faas.infra.policy.Stages;
import faas.localstack.LocalStack;
import faas.localstack.LocalStackUnavailableException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which stage, and where: what deploy, diff, destroy and rollback have in common. */
final class DeployTarget {

    @Option(
            names = "--engine",
            paramLabel = "aws|localstack",
            required = true,
            description = {
                "aws: the account and region of your credentials (AWS_PROFILE, AWS_REGION, …), bootstrapped for CDK",
                "localstack: LocalStack at AWS_ENDPOINT_URL, or at port 4566 of this machine; where none runs, deploy"
                        + " starts one"
            })
    private String engine = "";

    @Option(names = "--stage", paramLabel = "demo|test|production", description = """
                    demo is the default; production keeps its tables and names the variables that it needs""")
    private String stage = "demo";

    /** Without what the stage's declaration needs of the environment. */
    String stageName() throws UserErrorException {
        requireKnown(stage);
        return stage;
    }

    static void requireKnown(String stage) throws UserErrorException {
        if (!Stages.NAMES.contains(stage)) {
            throw new UserErrorException("stage " + stage + ": unknown, expected one of " + Stages.NAMES);
        }
    }

    Stage stage() throws UserErrorException {
        try {
            return SystemDefinition.load().stage(stage, System.getenv());
        } catch (IllegalArgumentException e) {
            throw new UserErrorException(String.valueOf(e.getMessage()));
        }
    }

    /** A place that is there. */
    Place place() throws UserErrorException, DeploymentException, InterruptedException {
        return switch (engine) {
            case "aws" -> Place.Aws.ofUser();
            case "localstack" -> new Place.LocalStack(LocalStackAtHand.require());
            default -> throw new UserErrorException("--engine " + engine + ": expected aws or localstack");
        };
    }

    /** As above; where no LocalStack runs, one that stays. */
    Place placeOrNewLocalStack(Path root)
            throws UserErrorException, DeploymentException, LocalStackUnavailableException, InterruptedException {
        if (engine.equals("localstack") && LocalStackAtHand.find().isEmpty()) {
            var container = SystemDefinition.load().name() + "-localstack";
            System.err.println(
                    "Starting LocalStack as container " + container + "; 'docker rm -f " + container + "' removes it");
            LocalStack.startToStay(root, container);
        }
        return place();
    }

    /** Of the hundreds of lines that CDK says, one for each stack, and what is done beside it. */
    static void show(String line) {
        if (line.contains("✅") || line.startsWith("⚠ ") || line.startsWith("A function has changed")) {
            System.err.println(line.strip());
        }
    }

    Deployment deployment(Place place, Path root, Consumer<String> listener) throws UserErrorException {
        var log = root.resolve("target/deploy/" + engine + "-" + stage + ".log");
        return new Deployment(place, root, assembly(root), log, listener);
    }

    /** The demo stage is there already: the build synthesizes it. */
    private Path assembly(Path root) throws UserErrorException {
        var wanted = stage();
        if (stage.equals("demo")) {
            return CloudAssembly.ofBuild(root);
        }
        var out = root.resolve("target/stages/" + stage);
        try {
            SystemDefinition.load().synthesize(wanted, root, out);
            return out;
        } catch (PolicyException | IllegalStateException e) {
            throw new UserErrorException(String.valueOf(e.getMessage()));
        }
    }

    /** Where {@code ./faas fire --connection} finds what was deployed. */
    Path connectionFile(Path root) {
        return root.resolve("target/deploy/" + engine + "-" + stage + ".json");
    }

    @Override
    public String toString() {
        return "stage " + stage + " on " + engine;
    }
}
