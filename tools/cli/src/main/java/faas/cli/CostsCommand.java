package faas.cli;

import faas.cli.cost.StageCosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the demo stage would cost on AWS. */
@Command(name = "costs", header = "Say what the demo stage would cost on AWS", description = """
                Computes what the demo stage costs on AWS: from the declaration for thirty days idle, and from a \
                run's report for a million units of work like those of the run.""")
final class CostsCommand implements Callable<Integer> {

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "A run's JSON report (default: target/demo-report.json)")
    private @Nullable Path report;

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        var assembly = root.resolve("infra-cdk/target/cdk.out");
        var run = report == null ? root.resolve("target/demo-report.json") : report;
        if (!Files.isReadable(run)) {
            throw new UserErrorException(run + ": no such report, which a million are computed from: run one"
                    + " that writes it first, or name one with --report");
        }
        System.out.println("US dollars, us-east-1, list prices of " + StageCosts.pricesAsOf() + " without free tiers");
        print("Thirty days idle", StageCosts.idle(assembly));
        print("A million " + StageCosts.units(run) + " like those of " + run, StageCosts.million(assembly, run));
        return Main.DONE;
    }

    private static void print(String title, List<StageCosts.Item> items) {
        System.out.printf("%n%s%n", title);
        items.forEach(item -> System.out.printf("%10.2f  %s%n", item.dollars(), item.what()));
        System.out.printf(
                "%10.2f  together%n",
                items.stream().mapToDouble(StageCosts.Item::dollars).sum());
    }
}
