package io.orderchannel.demo.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import faas.cli.LocalSession;
import faas.cli.Main;
import faas.cli.Output;
import faas.cli.engine.EngineCommand;
import faas.cli.engine.EngineRecords;
import faas.infra.SystemDefinition;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.run.DemoRun;
import io.orderchannel.demo.run.RunOptions;
import io.orderchannel.infra.channel.ChannelPolicies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What AssignOrder's batch window saves and costs: the same orders at the same rate, the batch policy changed in CDK
 * and nothing else. The batch is so large that the window ends it and not its size; without a window Lambda allows no
 * more than {@value #MOST_WITHOUT_WINDOW}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">Configuring an SQS event
 *     source</a>
 */
@Command(
        name = "window",
        header = "Batch window: events an invocation, and how long orders take to settle",
        description = """
                Sends the same orders at the same rate with AssignOrder's batch window set to each of the given \
                lengths and a batch that the window ends.""")
final class BenchWindowCommand implements Callable<Integer> {

    private static final int WARM_UP = 20;
    private static final int MOST_WITHOUT_WINDOW = 10;
    private static final int LARGE = 1_000;

    @Option(names = "--rate", paramLabel = "RATE", description = "Orders a second (default: ${DEFAULT-VALUE})")
    private double rate = 20;

    @Option(names = "--count", paramLabel = "N", description = "Orders (default: ${DEFAULT-VALUE})")
    private int count = 600;

    @Option(
            names = "--windows",
            paramLabel = "SECONDS",
            split = ",",
            defaultValue = "0,1,5",
            description = "The window's lengths (default: ${DEFAULT-VALUE})")
    private List<Integer> windows = List.of();

    @Mixin
    private Output out = new Output();

    private record Figures(int orders, double ordersPerSecond, List<Window> windows) {}

    private record Window(
            @JsonProperty("windowSeconds") int window,
            int batchSize,
            long invocations,
            long events,
            double eventsPerInvocation,
            EngineRecords.Millis placedToSettledMillis) {}

    @Override
    public Integer call() throws Exception {
        out.text("AssignOrder, batch size %,d (%d without a window), %,d orders at %.0f a second%n%n"
                .formatted(LARGE, MOST_WITHOUT_WINDOW, count, rate));
        out.text("window s  invocations   events  events/invocation  placed to settled ms: p50       p99\n");
        var measured = new ArrayList<Window>();
        for (int window : windows) {
            measured.add(measure(window));
            print(measured.getLast());
        }
        out.figures(new Figures(count, rate, measured));
        return Main.DONE;
    }

    private void print(Window window) {
        out.text("%8d%13d%9d%19.1f%30d%10d%n"
                .formatted(
                        window.window(),
                        window.invocations(),
                        window.events(),
                        window.eventsPerInvocation(),
                        window.placedToSettledMillis().p50(),
                        window.placedToSettledMillis().p99()));
    }

    private Window measure(int window) throws Exception {
        var root = Main.root();
        var assembly = root.resolve("target/bench/window-" + window);
        synthesize(root, window, assembly);
        try (var engine = LocalSession.start(EngineCommand.of(root).withAssembly(assembly), root)) {
            var options = RunOptions.standard().withRate(rate);
            var run = new DemoRun(engine.connection(), options, new ConsoleProgress(System.err));
            // Every function has started once before anything is counted.
            run.run("warm-up", OrderLineReader.of(BenchOrders.lines(WARM_UP)));
            var before = engine.recordsAtRest().function("AssignOrder");
            var outcome = run.run("window-" + window, OrderLineReader.of(BenchOrders.lines(count)));
            var after = engine.recordsAtRest().function("AssignOrder");
            long invocations = after.invocations() - before.invocations();
            long events = after.events() - before.events();
            return new Window(
                    window,
                    batchSize(window),
                    invocations,
                    events,
                    invocations == 0 ? 0.0 : (double) events / invocations,
                    outcome.latencies().placedToSettled());
        }
    }

    private static int batchSize(int window) {
        return window == 0 ? MOST_WITHOUT_WINDOW : LARGE;
    }

    private static void synthesize(Path root, int window, Path assembly) {
        var system = SystemDefinition.load();
        var stage = system.stage("demo", Map.of())
                .with(
                        ChannelPolicies.class,
                        channel -> channel.withAssignOrder(assign -> assign.withBatch(
                                batch -> batch.withSize(batchSize(window)).withWindow(Duration.ofSeconds(window)))));
        system.synthesize(stage, root, assembly);
    }
}
