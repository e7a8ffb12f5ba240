package faas.cli;

import faas.cli.deploy.Place;
import faas.cli.engine.EngineConnection;
import faas.infra.SystemDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deploys a stage with the CDK command line, and says where it is. */
@Command(
        name = "deploy",
        header = "Deploy a stage to AWS or LocalStack with the CDK command line",
        description = """
                Builds what changed and deploys every stack of the stage that differs from what is there, then \
                prints where everything is. On AWS it first asks the account for what the stage needs, and refuses \
                with a line for each thing that is missing.""",
        exitCodeList = {"0:everything is deployed", "1:CDK failed", "2:the deployment could not begin"})
final class DeployCommand implements Callable<Integer> {

    @Mixin
    private DeployTarget target = new DeployTarget();

    @Mixin
    private Output out = new Output();

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        target.stage();
        var place = target.placeOrNewLocalStack(root);
        System.err.println("Deploying " + target);
        var outputs = target.deployment(place, root, DeployTarget::show).deploy();
        out.text("\n");
        outputs.forEach((key, value) -> out.text("  %-48s %s%n".formatted(key, value)));
        if (place instanceof Place.LocalStack localStack) {
            show(localStack.connection(outputs), root);
        }
        out.figures(outputs);
        return Main.DONE;
    }

    private void show(EngineConnection connection, Path root) throws IOException {
        var file = target.connectionFile(root);
        Files.createDirectories(file.getParent());
        Files.writeString(file, connection.toJson() + "\n");
        out.text("%nStart what a schedule starts: ./faas fire NAME --connection %s%n%n"
                .formatted(root.relativize(file)));
        SystemDefinition.load().examples().stream()
                .limit(1)
                .forEach(example -> out.text(
                        "%s%n%n%s%n".formatted(example.title(), UpCommand.curl(connection, example.request()))));
    }
}
