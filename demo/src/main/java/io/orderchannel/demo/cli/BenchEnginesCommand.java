package io.orderchannel.demo.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import faas.cli.DeployedSession;
import faas.cli.EngineSession;
import faas.cli.LocalSession;
import faas.cli.Main;
import faas.cli.Output;
import faas.cli.engine.EngineCommand;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.run.DemoRun;
import io.orderchannel.demo.run.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How soon the local engine and a LocalStack with the same declaration deployed are ready, and settle the same orders
 * from a cold start of every function: one after the other on the machine alone.
 */
@Command(
        name = "engines",
        header = "Both engines: how soon they are ready and settle the same orders",
        description = """
                Starts the local engine, then LocalStack with the stacks deployed, one after the other, both cold. \
                Needs Docker.""")
final class BenchEnginesCommand implements Callable<Integer> {

    @Option(names = "--count", paramLabel = "N", description = "Orders (default: ${DEFAULT-VALUE})")
    private int count = 500;

    @Mixin
    private Output out = new Output();

    private record Figures(int orders, List<Measured> engines, double readyRatio, double allSettledRatio) {}

    /** @param allSettled from the first order sent to the last one settled, or to giving up */
    private record Measured(
            String engine,
            @JsonProperty("readySeconds") Duration ready,
            long settled,
            @JsonProperty("allSettledSeconds") Duration allSettled) {}

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        var local = measure(LocalSession.start(EngineCommand.of(root), root));
        var localStack = measure(DeployedSession.onOwnLocalStack(root));
        var figures = new Figures(
                count,
                List.of(local, localStack),
                ratio(localStack.ready(), local.ready()),
                ratio(localStack.allSettled(), local.allSettled()));
        out.text("%,d orders of the main flow, as fast as they are answered%n%n".formatted(count));
        out.text("engine              ready s  orders settled  all settled s\n");
        figures.engines().forEach(this::print);
        out.text("%-16s%10.1f×%15s%14.1f×%n%n"
                .formatted("localstack/local", figures.readyRatio(), "", figures.allSettledRatio()));
        out.text("""
                Ready: from the start of the process, or of the container, to the first signed request answered;
                on LocalStack with CDK bootstrapped and the stacks deployed. Downloads are done before.
                """);
        out.figures(figures);
        return local.settled() == count && localStack.settled() == count ? Main.DONE : Main.FAILED;
    }

    private Measured measure(EngineSession engine) throws Exception {
        try (engine) {
            var options = RunOptions.standard().withPatience(engine.patience());
            var outcome = new DemoRun(engine.connection(), options, new ConsoleProgress(System.err))
                    .run("engines", OrderLineReader.of(BenchOrders.lines(count)));
            return new Measured(
                    engine.engine(),
                    engine.ready(),
                    outcome.orders().accepted() - outcome.orders().unsettled(),
                    outcome.wall());
        }
    }

    private void print(Measured measured) {
        out.text("%-16s%11.1f%16d%15.1f%n"
                .formatted(
                        measured.engine(),
                        measured.ready().toMillis() / 1e3,
                        measured.settled(),
                        measured.allSettled().toMillis() / 1e3));
    }

    private static double ratio(Duration longer, Duration shorter) {
        return (double) longer.toNanos() / shorter.toNanos();
    }
}
