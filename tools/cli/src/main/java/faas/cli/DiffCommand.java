package faas.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what a deployment would change. */
@Command(name = "diff")
final class DiffCommand implements Callable<Integer> {

    @Mixin
    private DeployTarget target = new DeployTarget();

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        target.stage();
        target.deployment(target.place(root), root, System.out::println).diff();
        return Main.DONE;
    }
}
