package io.orderchannel.demo.cli;

import faas.cli.DeployedSession;
import faas.cli.EngineSession;
import faas.cli.LocalSession;
import faas.cli.Main;
import faas.cli.engine.EngineCommand;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.run.DemoRun;
import io.orderchannel.demo.run.RunOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    /** @param allSettled from the first order sent to the last one settled, or to giving up */
    private record Measured(String engine, Duration ready, long settled, Duration allSettled) {}

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        var local = measure(LocalSession.start(EngineCommand.of(root), root));
        var localStack = measure(DeployedSession.onOwnLocalStack(root));
        System.out.printf("%,d orders of the main flow, as fast as they are answered%n%n", count);
        System.out.println("engine              ready s  orders settled  all settled s");
        print(local);
        print(localStack);
        System.out.printf(
                "%-16s%10.1f×%15s%14.1f×%n",
                "localstack/local",
                ratio(localStack.ready(), local.ready()),
                "",
                ratio(localStack.allSettled(), local.allSettled()));
        System.out.println();
        System.out.println(
                "Ready: from the start of the process, or of the container, to the first signed request answered;");
        System.out.println("on LocalStack with CDK bootstrapped and the stacks deployed. Downloads are done before.");
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

    private static void print(Measured measured) {
        System.out.printf(
                "%-16s%11.1f%16d%15.1f%n",
                measured.engine(),
                measured.ready().toMillis() / 1e3,
                measured.settled(),
                measured.allSettled().toMillis() / 1e3);
    }

    private static double ratio(Duration longer, Duration shorter) {
        return (double) longer.toNanos() / shorter.toNanos();
    }
}
