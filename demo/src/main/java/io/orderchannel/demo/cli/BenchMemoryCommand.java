package io.orderchannel.demo.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import faas.cli.LocalSession;
import faas.cli.Main;
import faas.cli.Output;
import faas.cli.engine.Bill;
import faas.cli.engine.EngineCommand;
import faas.cli.engine.EngineRecords;
import faas.infra.SystemDefinition;
import faas.infra.policy.Stage;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.run.DemoRun;
import io.orderchannel.demo.run.RunOptions;
import io.orderchannel.infra.order.OrderPolicies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a memory size costs: the same large orders, the relay's memory changed in CDK and nothing else, from its cold
 * start on. A window gathers them to batches of megabytes, which the relay's heap must hold several times over; the
 * heap is all that a memory size changes here, while on AWS processor time follows it, too.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Memory and processor time</a>
 */
@Command(name = "memory", header = "Memory size: what invocations take and cost in GB-seconds", description = """
                Sends the same large orders with the memory of PublishOrderEvents set to each of the given sizes. \
                Only the heap follows the size here.""")
final class BenchMemoryCommand implements Callable<Integer> {

    private static final String FUNCTION = "PublishOrderEvents";
    private static final int LARGE_BATCH = 1_000;
    private static final Duration WINDOW = Duration.ofSeconds(5);

    @Option(names = "--count", paramLabel = "N", description = "Orders (default: ${DEFAULT-VALUE})")
    private int count = 600;

    @Option(
            names = "--sizes",
            paramLabel = "MIB",
            split = ",",
            defaultValue = "128,512,1024",
            description = "The memory sizes (default: ${DEFAULT-VALUE})")
    private List<Integer> sizes = List.of();

    @Mixin
    private Output out = new Output();

    private record Figures(
            String function, @JsonProperty("windowSeconds") Duration window, int orders, List<Size> sizes) {}

    private record Size(
            int memoryMiB,
            int residentMiB,
            long invocations,
            @Nullable Long errors,
            double eventsPerInvocation,
            EngineRecords.Millis durationMillis,
            @JsonProperty("billedSeconds") Duration billed,
            double gbSeconds) {}

    @Override
    public Integer call() throws Exception {
        out.text("%s, batch window %d s, %,d orders of a hundred items, as fast as they are answered%n%n"
                .formatted(FUNCTION, WINDOW.toSeconds(), count));
        out.text(
                "memory MiB  resident MiB  invocations  errors  events/invocation  run ms: p50     p99  billed s    GB-s\n");
        var measured = new ArrayList<Size>();
        for (int size : sizes) {
            measured.add(measure(size));
            print(measured.getLast());
        }
        out.text("""

                Only the heap follows the memory size here. On AWS processor time does, too, and a process that exceeds
                its memory size is killed.
                """);
        out.figures(new Figures(FUNCTION, WINDOW, count, measured));
        return Main.DONE;
    }

    private void print(Size size) {
        out.text("%10d%14d%13d%8d%19.1f%13d%8d%10.1f%8.2f%n"
                .formatted(
                        size.memoryMiB(),
                        size.residentMiB(),
                        size.invocations(),
                        size.errors(),
                        size.eventsPerInvocation(),
                        size.durationMillis().p50(),
                        size.durationMillis().p99(),
                        size.billed().toMillis() / 1e3,
                        size.gbSeconds()));
    }

    private Size measure(int size) throws Exception {
        var root = Main.root();
        var assembly = root.resolve("target/bench/memory-" + size);
        synthesize(root, size, assembly);
        var begun = Instant.now();
        try (var engine = LocalSession.start(EngineCommand.of(root).withAssembly(assembly), root)) {
            var run = new DemoRun(engine.connection(), RunOptions.standard(), new ConsoleProgress(System.err));
            run.run("memory-" + size, OrderLineReader.of(BenchOrders.large(count)));
            var relay = engine.recordsAtRest().function(FUNCTION);
            var bill = Bill.read(
                    engine.logs().resolve(demo(SystemDefinition.load()).physicalName(FUNCTION)), begun);
            return new Size(
                    size,
                    bill.peakMiB(),
                    bill.invocations(),
                    relay.errors(),
                    relay.eventsPerInvocation(),
                    relay.durationMillis(),
                    bill.billed(),
                    bill.gbSeconds());
        }
    }

    private static void synthesize(Path root, int memoryMiB, Path assembly) {
        var system = SystemDefinition.load();
        var stage = demo(system)
                .with(
                        OrderPolicies.class,
                        order -> order.withPublishOrderEvents(relay -> relay.withCompute(
                                        compute -> compute.withMemoryMiB(memoryMiB))
                                .withBatch(batch -> batch.withSize(LARGE_BATCH).withWindow(WINDOW))));
        system.synthesize(stage, root, assembly);
    }

    private static Stage demo(SystemDefinition system) {
        return system.stage("demo", Map.of());
    }
}
