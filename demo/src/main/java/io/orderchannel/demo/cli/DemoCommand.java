package io.orderchannel.demo.cli;

import faas.cli.DeployedSession;
import faas.cli.EngineSession;
import faas.cli.LocalSession;
import faas.cli.Main;
import faas.cli.UserErrorException;
import faas.cli.deploy.Place;
import faas.cli.engine.EngineCommand;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.report.RunReport;
import io.orderchannel.demo.report.TextReport;
import io.orderchannel.demo.run.DemoRun;
import io.orderchannel.demo.run.Goal;
import io.orderchannel.demo.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Carries a file of orders through the system on an engine, and reports. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {

    private static final String LOCAL = "local";

    @Option(names = "--orders", paramLabel = "FILE")
    private @Nullable Path orders;

    @Option(names = "--report", paramLabel = "FILE")
    private @Nullable Path report;

    @Option(names = "--rate", paramLabel = "N")
    private @Nullable Double rate;

    @Option(names = "--concurrency", paramLabel = "N")
    private int concurrency = RunOptions.standard().concurrency();

    @Option(names = "--engine", paramLabel = "NAME")
    private String engine = LOCAL;

    @Option(names = "--fresh-environments")
    private boolean freshEnvironments;

    @Option(names = "--primed")
    private boolean primed;

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        var ordersFile = readable(Optional.ofNullable(orders).orElse(root.resolve("demo/samples/orders.jsonl")));
        var reportFile = writable(Optional.ofNullable(report).orElse(root.resolve("target/demo-report.json")));
        var options = options();
        requireLocal(freshEnvironments, "--fresh-environments");
        requireLocal(primed, "--primed");
        RunReport result;
        if (primed) {
            System.err.println("Without priming:");
            var without = run(start(root, false), ordersFile, options);
            System.err.println("With priming:");
            var with = run(start(root, true), ordersFile, options);
            result = with.withPriming(RunReport.Priming.compare(without.functions(), with.functions()));
        } else {
            result = run(start(root, false), ordersFile, options);
        }
        result.writeJson(reportFile);
        System.out.print(TextReport.of(result));
        System.out.println("JSON report: " + reportFile);
        return result.clean() ? Main.DONE : Main.FAILED;
    }

    private EngineSession start(Path root, boolean withPriming) throws Exception {
        return switch (engine) {
            case LOCAL ->
                LocalSession.start(
                        EngineCommand.of(root)
                                .withFreshEnvironments(freshEnvironments)
                                .withPrimed(withPriming),
                        root);
            case "localstack" -> DeployedSession.onLocalStack(root);
            case "aws" -> DeployedSession.on(Place.Aws.ofUser(), root);
            default -> throw new UserErrorException("--engine " + engine + ": expected local, localstack or aws");
        };
    }

    /** One run, after which the engine is closed. */
    private static RunReport run(EngineSession engine, Path ordersFile, RunOptions options)
            throws IOException, InterruptedException {
        try (engine;
                var lines = OrderLineReader.open(ordersFile)) {
            var outcome = new DemoRun(
                            engine.connection(),
                            options.withPatience(engine.patience()),
                            new ConsoleProgress(System.err))
                    .run(runId(), lines);
            var records = engine.recordsAtRest();
            return new RunReport(
                    outcome.orders(),
                    outcome.lines(),
                    outcome.latencies(),
                    outcome.failures(),
                    outcome.failedTicks(),
                    records.denials(),
                    outcome.payouts(),
                    List.of(),
                    records.functions(),
                    records.queues(),
                    new RunReport.Engine(
                            engine.engine(),
                            engine.ready().toMillis(),
                            outcome.wall().toMillis(),
                            engine.peakMiB().orElse(null)));
        }
    }

    private RunOptions options() throws UserErrorException {
        try {
            var standard = RunOptions.standard();
            return new RunOptions(
                    concurrency,
                    rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                    Goal.ENDED,
                    standard.patience());
        } catch (IllegalArgumentException e) {
            throw new UserErrorException("--" + e.getMessage());
        }
    }

    private void requireLocal(boolean wanted, String option) throws UserErrorException {
        if (wanted && !engine.equals(LOCAL)) {
            throw new UserErrorException(option + " with --engine " + engine + ": only the local engine can");
        }
    }

    private static String runId() {
        var bytes = new byte[4];
        ThreadLocalRandom.current().nextBytes(bytes);
        return "run-" + HexFormat.of().formatHex(bytes);
    }

    private static Path readable(Path file) throws UserErrorException {
        if (!Files.isRegularFile(file)) {
            throw new UserErrorException(
                    "--orders " + file + ": " + (Files.exists(file) ? "not a file" : "no such file"));
        }
        if (!Files.isReadable(file)) {
            throw new UserErrorException("--orders " + file + ": cannot be read");
        }
        return file;
    }

    /** Before the run, so that nobody waits for a report that cannot be written. */
    private static Path writable(Path file) throws UserErrorException {
        try {
            var parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new UserErrorException("--report " + file + ": its folder cannot be made");
        }
        if (Files.isDirectory(file)
                || !Files.isWritable(
                        Files.exists(file) ? file : file.toAbsolutePath().getParent())) {
            throw new UserErrorException("--report " + file + ": cannot be written");
        }
        return file;
    }
}
