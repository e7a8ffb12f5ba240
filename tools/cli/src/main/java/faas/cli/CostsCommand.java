package faas.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import faas.cli.cost.StageCosts;
import faas.infra.CloudAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private Output out = new Output();

    private record Costs(String currency, String region, String pricesAsOf, List<Bill> bills) {}

    private record Bill(String what, List<StageCosts.Item> items, double dollars) {
        static Bill of(String what, List<StageCosts.Item> items) {
            return new Bill(
                    what,
                    items,
                    items.stream().mapToDouble(StageCosts.Item::dollars).sum());
        }
    }

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        var assembly = CloudAssembly.ofBuild(root);
        var run = report == null ? root.resolve("target/demo-report.json") : report;
        if (!Files.isReadable(run)) {
            throw new UserErrorException(run + ": no such report, which a million are computed from: run one"
                    + " that writes it first, or name one with --report");
        }
        var costs = new Costs(
                "USD",
                "us-east-1",
                StageCosts.pricesAsOf(),
                List.of(Bill.of("Thirty days idle", StageCosts.idle(assembly)), million(assembly, run)));
        out.text(
                "US dollars, %s, list prices of %s without free tiers%n".formatted(costs.region(), costs.pricesAsOf()));
        costs.bills().forEach(this::print);
        out.figures(costs);
        return Main.DONE;
    }

    private static Bill million(Path assembly, Path run) throws IOException, UserErrorException {
        try {
            return Bill.of(
                    "A million " + StageCosts.units(run) + " like those of " + run, StageCosts.million(assembly, run));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UserErrorException(run + ": a million cannot be computed from it, expected the report of a run"
                    + " with units of work: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private void print(Bill bill) {
        out.text("%n%s%n".formatted(bill.what()));
        bill.items().forEach(item -> out.text("%10.2f  %s%n".formatted(item.dollars(), item.what())));
        out.text("%10.2f  together%n".formatted(bill.dollars()));
    }
}
