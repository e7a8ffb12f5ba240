package io.orderchannel.demo.cli;

import io.orderchannel.demo.engine.EngineCommand;
import io.orderchannel.demo.engine.EngineFailedException;
import io.orderchannel.demo.engine.EngineProcess;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.run.DemoRun;
import io.orderchannel.demo.run.Progress;
import io.orderchannel.demo.run.RunOptions;
import java.io.IOException;
import java.time.Duration;

/**
 * Makes the AOT caches of the engine and of DynamoDB Local, where those that are there do not fit: a few orders go through an
 * engine whose JVMs write down what they loaded when they end. Run by the build; without a cache everything works, slower.
 */
public final class TrainEngine {

    /** Writing the caches takes seconds on an idle machine. */
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(3);

    private TrainEngine() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var root = Main.root();
        var command = EngineCommand.of(root);
        if (command.hasCaches()) {
            System.out.println("engine, DynamoDB Local: AOT caches are up to date");
            return;
        }
        long start = System.nanoTime();
        var work = root.resolve("local-cloud/target/aot/training/engine");
        try (var engine = EngineProcess.start(command.withTraining(), work, WRITTEN_WITHIN);
                var orders = OrderLineReader.open(root.resolve("samples/few.jsonl"))) {
            new DemoRun(engine.connection(), RunOptions.standard(), Progress.silent()).run("training", orders);
        } catch (EngineFailedException e) {
            System.out.println("engine, DynamoDB Local: " + e.getMessage());
        }
        System.out.println(
                command.hasCaches()
                        ? "engine, DynamoDB Local: AOT caches in %.1f s".formatted((System.nanoTime() - start) / 1e9)
                        : "engine, DynamoDB Local: no AOT caches that fit; see " + work.resolve("engine.log"));
    }
}
