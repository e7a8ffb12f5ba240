package io.orderchannel.demo.cli;

import faas.cli.LocalSession;
import faas.cli.Main;
import faas.cli.engine.EngineCommand;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.run.DemoRun;
import io.orderchannel.demo.run.RunOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many orders a second the engine takes and settles, first cold and then warm. */
@Command(
        name = "throughput",
        header = "Throughput: orders accepted and settled a second",
        description = "Sends orders in several rounds, the first one cold.")
final class BenchThroughputCommand implements Callable<Integer> {

    @Option(names = "--count", paramLabel = "N", description = "Orders a round (default: ${DEFAULT-VALUE})")
    private int count = 500;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: ${DEFAULT-VALUE})")
    private int rounds = 4;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Requests under way at the same time (default: one a processor, at least 2)")
    private int concurrency = RunOptions.standard().concurrency();

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        try (var engine = LocalSession.start(EngineCommand.of(root), root)) {
            System.out.printf(
                    "Engine ready in %.1f s; %,d orders a round, %d requests at a time%n%n",
                    engine.ready().toMillis() / 1e3, count, concurrency);
            System.out.println("round  accepted/s  settled/s  all settled s  order placed ms: p50    p99");
            var options = RunOptions.standard().withConcurrency(concurrency);
            for (int round = 1; round <= rounds; round++) {
                var outcome = new DemoRun(engine.connection(), options, new ConsoleProgress(System.err))
                        .run("round-" + round, OrderLineReader.of(BenchOrders.lines(count)));
                System.out.printf(
                        "%5d%12.0f%11.0f%15.1f%24d%7d%n",
                        round,
                        perSecond(outcome.orders().accepted(), outcome.sending().toMillis()),
                        perSecond(
                                outcome.orders().accepted() - outcome.orders().unsettled(),
                                outcome.wall().toMillis()),
                        outcome.wall().toMillis() / 1e3,
                        outcome.latencies().placeOrder().p50(),
                        outcome.latencies().placeOrder().p99());
            }
            engine.peakMiB()
                    .ifPresent(
                            peak -> System.out.printf("%nAt most %,d MiB resident in the whole process tree%n", peak));
        }
        return Main.DONE;
    }

    private static double perSecond(long orders, long millis) {
        return millis == 0 ? 0 : orders * 1e3 / millis;
    }
}
