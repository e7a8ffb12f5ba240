package faas.cli;

import faas.infra.policy.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes a stage's stacks; what the stage retains stays, and so does CDK's own stack. */
@Command(
        name = "destroy",
        header = "Remove a stage",
        description = """
                Removes the stacks of the stage. Stage production keeps its tables, queues, secret and logs; CDK's \
                own stack stays in any case. Since it stops a system that keeps data, it asks for the stage's name \
                first, and takes the termination protection off the stacks.""",
        exitCodeList = {"0:the stage is removed", "1:CDK failed", "2:the removal could not begin, or was not confirmed"
        })
final class DestroyCommand implements Callable<Integer> {

    @Mixin
    private DeployTarget target = new DeployTarget();

    @Option(names = "--confirm", paramLabel = "STAGE", description = """
                    The stage's name once more, where it keeps data and nobody is there to be asked for it""")
    private @Nullable String confirmed;

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        requireConfirmed(target.stage(), confirmed, System.in);
        var place = target.place();
        System.err.println("Destroying " + target);
        target.deployment(place, root, DeployTarget::show).destroy();
        return Main.DONE;
    }

    /**
     * Asks for the name of a stage that keeps data.
     *
     * @param confirmed what was given instead of an answer
     * @throws UserErrorException if it is another
     */
    static void requireConfirmed(Stage stage, @Nullable String confirmed, InputStream answers)
            throws IOException, UserErrorException {
        if (!stage.keepsData()) {
            return;
        }
        var given = confirmed;
        if (given == null) {
            System.err.print("Name of the stage to remove: ");
            given = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8)).readLine();
        }
        if (!stage.name().equals(given)) {
            throw new UserErrorException("stage " + stage.name() + " stays: expected its name"
                    + (given == null ? " (--confirm " + stage.name() + ")" : ", found '" + given + "'"));
        }
    }
}
