package faas.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes a stage's stacks; what the stage retains stays, and so does CDK's own stack. */
@Command(name = "destroy", header = "Remove a stage", description = """
                Removes the stacks of the stage. Stage production keeps its tables, queues, secret and logs; CDK's \
                own stack stays in any case.""")
final class DestroyCommand implements Callable<Integer> {

    @Mixin
    private DeployTarget target = new DeployTarget();

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        target.stage();
        var place = target.place(root);
        System.err.println("Destroying " + target);
        target.deployment(place, root, line -> {
                    if (line.contains("✅")) {
                        System.err.println(line.strip());
                    }
                })
                .destroy();
        return Main.DONE;
    }
}
