package faas.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what a deployment would change. */
@Command(
        name = "diff",
        header = "Say what a deployment would change",
        description = "Prints what ./faas deploy with the same options would change, and changes nothing.")
final class DiffCommand implements Callable<Integer> {

    @Mixin
    private DeployTarget target = new DeployTarget();

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        target.stage();
        target.deployment(target.place(), root, System.out::println).diff();
        return Main.DONE;
    }
}
