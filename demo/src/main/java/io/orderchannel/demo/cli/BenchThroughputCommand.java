package io.orderchannel.demo.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import faas.cli.LocalSession;
import faas.cli.Main;
import faas.cli.Output;
import faas.cli.engine.EngineCommand;
import faas.cli.engine.EngineRecords;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.run.DemoRun;
import io.orderchannel.demo.run.RunOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private Output out = new Output();

    private record Figures(
            @JsonProperty("readySeconds") Duration ready,
            int ordersARound,
            int concurrency,
            List<Round> rounds,
            @Nullable Long peakMiB) {}

    private record Round(
            int round,
            double acceptedPerSecond,
            double settledPerSecond,
            @JsonProperty("allSettledSeconds") Duration allSettled,
            EngineRecords.Millis placeOrderMillis) {}

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        try (var engine = LocalSession.start(EngineCommand.of(root), root)) {
            out.text("Engine ready in %.1f s; %,d orders a round, %d requests at a time%n%n"
                    .formatted(engine.ready().toMillis() / 1e3, count, concurrency));
            out.text("round  accepted/s  settled/s  all settled s  order placed ms: p50    p99\n");
            var options = RunOptions.standard().withConcurrency(concurrency);
            var measured = new ArrayList<Round>();
            for (int round = 1; round <= rounds; round++) {
                var outcome = new DemoRun(engine.connection(), options, new ConsoleProgress(System.err))
                        .run("round-" + round, OrderLineReader.of(BenchOrders.lines(count)));
                measured.add(new Round(
                        round,
                        perSecond(outcome.orders().accepted(), outcome.sending().toMillis()),
                        perSecond(
                                outcome.orders().accepted() - outcome.orders().unsettled(),
                                outcome.wall().toMillis()),
                        outcome.wall(),
                        outcome.latencies().placeOrder()));
                print(measured.getLast());
            }
            var peak = engine.peakMiB();
            peak.ifPresent(mib -> out.text("%nAt most %,d MiB resident in the whole process tree%n".formatted(mib)));
            out.figures(new Figures(engine.ready(), count, concurrency, measured, peak.orElse(null)));
        }
        return Main.DONE;
    }

    private void print(Round round) {
        out.text("%5d%12.0f%11.0f%15.1f%24d%7d%n"
                .formatted(
                        round.round(),
                        round.acceptedPerSecond(),
                        round.settledPerSecond(),
                        round.allSettled().toMillis() / 1e3,
                        round.placeOrderMillis().p50(),
                        round.placeOrderMillis().p99()));
    }

    private static double perSecond(long orders, long millis) {
        return millis == 0 ? 0 : orders * 1e3 / millis;
    }
}
