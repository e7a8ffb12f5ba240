package faas.cli.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.engine.DeclaredStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/** The stacks of one cloud assembly at one place. */
public final class Deployment {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What CDK makes for other stacks of the assembly, and not for people. */
    private static final String EXPORT = "ExportsOutput";

    /** So CDK tells of a published version that goes because its function has changed. */
    private static final String VERSION_GOES = "[-] AWS::Lambda::Version";

    private final Place place;
    private final CdkCli cdk;
    private final Path root;
    private final Path assembly;
    private final Path outputs;
    private final Consumer<String> listener;

    /**
     * @param root the project's root
     * @param assembly the directory that CDK synthesized
     * @param log takes everything that the CDK command line says
     * @param listener is told the lines of it that people want to see, and what is done beside it
     */
    public Deployment(Place place, Path root, Path assembly, Path log, Consumer<String> listener) {
        this.place = place;
        this.root = root;
        this.assembly = assembly;
        this.listener = listener;
        this.outputs = log.resolveSibling(log.getFileName() + ".outputs.json");
        this.cdk = new CdkCli(root.resolve("infra-cdk"), place.environment(), log, listener);
    }

    /**
     * Deploys every stack that differs from what is there.
     *
     * @return the outputs of all stacks by key
     * @throws DeploymentException where the place is not ready for it, or CDK fails
     */
    public Map<String, String> deploy() throws IOException, InterruptedException, DeploymentException {
        place.prepare(cdk, assembly, root);
        if (place instanceof Place.LocalStack) {
            makeWayForNewVersions();
        }
        runDeploy();
        if (!hasAllOutputs()) {
            runDeploy();
        }
        if (place instanceof Place.Aws) {
            prune();
        }
        return readOutputs();
    }

    /** Stages that keep their data keep the versions of their functions, and each deployment adds some. */
    private void prune() throws IOException {
        try (var versions = new Versions(place)) {
            for (var stack : DeclaredStack.read(assembly)) {
                if (stack.isProtected()) {
                    for (var function :
                            stack.propertiesOf("AWS::Lambda::Function").values()) {
                        versions.prune(function.path("FunctionName").asText());
                    }
                }
            }
        } catch (SdkException e) {
            listener.accept("⚠ Old versions stay: " + e.getMessage());
        }
    }

    private void runDeploy() throws IOException, InterruptedException, DeploymentException {
        run("deploy", "--all", "--require-approval", "never", "--outputs-file", outputs.toString());
    }

    /**
     * LocalStack 4.14 may call a stack complete before it has its outputs; CDK then finds none, and all the next time.
     */
    private boolean hasAllOutputs() throws IOException {
        var written = JSON.readTree(Files.readString(outputs));
        return DeclaredStack.read(assembly).stream()
                .noneMatch(stack -> stack.template().path("Outputs").size()
                        > written.path(stack.name()).size());
    }

    /**
     * LocalStack 4.14 loses an alias when an update publishes a new version, and says that the update is complete
     * (https://github.com/localstack/localstack/issues/13351). So where a function has changed, the stacks are made
     * anew.
     */
    private void makeWayForNewVersions() throws IOException, InterruptedException, DeploymentException {
        if (diff().stream().anyMatch(line -> line.contains(VERSION_GOES))) {
            listener.accept("A function has changed, and LocalStack would lose its alias: the stacks are destroyed and"
                    + " created anew");
            destroy();
        }
    }

    /** What a deployment would change, in CDK's words. */
    public List<String> diff() throws IOException, InterruptedException, DeploymentException {
        return run("diff", "--all", "--method", "template");
    }

    /** Removes every stack of the assembly, protected ones as well; CDK's own stays. What stays is protected again. */
    public void destroy() throws IOException, InterruptedException, DeploymentException {
        cdk.install();
        var unprotected = new ArrayList<String>();
        try (var cloudFormation = new CloudFormation(place.connection(Map.of()))) {
            try {
                for (var stack : DeclaredStack.read(assembly)) {
                    if (stack.isProtected()
                            && cloudFormation
                                    .stack(stack.name())
                                    .filter(CloudFormation.Stack::isProtected)
                                    .isPresent()) {
                        // Even if the answer is lost.
                        unprotected.add(stack.name());
                        cloudFormation.protect(stack.name(), false);
                    }
                }
                run("destroy", "--all", "--force");
            } catch (Exception e) {
                protectWhatStays(cloudFormation, unprotected);
                throw e;
            }
        }
    }

    private void protectWhatStays(CloudFormation cloudFormation, List<String> stacks) throws InterruptedException {
        for (var stack : stacks) {
            try {
                if (cloudFormation.stack(stack).isPresent()) {
                    cloudFormation.protect(stack, true);
                }
            } catch (DeploymentException e) {
                listener.accept("⚠ Stack " + stack + " has no termination protection any longer: " + e.getMessage());
            }
        }
    }

    private List<String> run(String verb, String... arguments)
            throws IOException, InterruptedException, DeploymentException {
        var all = new ArrayList<>(List.of(verb, "--app", assembly.toString()));
        all.addAll(List.of(arguments));
        return cdk.run(all.toArray(String[]::new));
    }

    private Map<String, String> readOutputs() throws IOException {
        var all = new TreeMap<String, String>();
        for (var stack : JSON.readTree(Files.readString(outputs))) {
            stack.properties().stream()
                    .filter(output -> !output.getKey().startsWith(EXPORT))
                    .forEach(
                            output -> all.put(output.getKey(), output.getValue().asText()));
        }
        return all;
    }
}
