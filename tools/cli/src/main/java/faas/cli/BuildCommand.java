package faas.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is left to do after {@code ./faas} has built, which it does before each verb. */
@Command(
        name = "build",
        header = "Build what changed, and start nothing",
        description =
                "Compiles, packs the functions and synthesizes the stage demo, where a file changed since the last build.")
final class BuildCommand implements Callable<Integer> {

    @Option(names = "--caches", description = """
                    Make the AOT caches that do not fit as well, which takes minutes at first. Processes of the local \
                    engine start faster from them. ./faas up makes them while the system is at rest""")
    private boolean caches;

    @Override
    public Integer call() throws Exception {
        if (caches) {
            TrainCaches.train(Main.root(), Runtime.getRuntime().availableProcessors());
        }
        System.out.println("Everything is built.");
        return Main.DONE;
    }
}
