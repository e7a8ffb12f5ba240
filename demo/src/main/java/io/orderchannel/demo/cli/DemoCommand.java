package io.orderchannel.demo.cli;

import faas.cli.DeployedSession;
import faas.cli.EngineSession;
import faas.cli.LocalSession;
import faas.cli.Main;
import faas.cli.Output;
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
import java.nio.charset.StandardCharsets;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries a file of orders through the system on an engine, and reports. */
@Command(
        name = "demo",
        header = "Carry a file of orders through both contexts and report",
        description = """
                Builds what changed, starts the engine, sends every order of the file over signed HTTP, waits until \
                each is DELIVERED, REJECTED or CANCELLED, prints a report, writes it as JSON, and stops everything \
                that it started. What a schedule would start later is fired by hand, and said so.""",
        exitCodeList = {
            "0:every accepted order came to its end",
            "1:one did not, or got no answer or no payout, a schedule failed, a role denied a function something, or a "
                    + "message was dead-lettered that no order asks for",
            "2:the run could not start"
        },
        footer = """

                An order line:
                  {"idempotencyKey": "k1", "customerId": "c1", "channel": "COURIER",
                   "items": [{"sku": "tea", "quantity": 1, "unitPrice": {"amount": 1250, "currency": "EUR"}}]}
                channel is STORE, COURIER, LOCKER or MARKETPLACE and may be left out; "express": true takes the slot \
                by a synchronous call. Goods named PARTNER-SLOW…, PARTNER-FAILS-ONCE…, PARTNER-DOWN…, \
                PARTNER-FAILS-DELIVERY… or PARTNER-SILENT… make the simulated partner behave so. Blank lines are \
                ignored.""")
final class DemoCommand implements Callable<Integer> {

    private static final String LOCAL = "local";

    /** On two processors, with cold starts. */
    private static final double ENDED_A_SECOND = 6;

    /** Orders whose partner is silent wait so long for their cancellation. */
    private static final int SILENCE_SECONDS = 20;

    @Option(
            names = "--orders",
            paramLabel = "FILE",
            description = "Orders, one JSON object a line (default: demo/samples/orders.jsonl)")
    private @Nullable Path orders;

    @Option(
            names = "--report",
            paramLabel = "PATH",
            description = "Where to write the JSON report (default: target/demo-report.json)")
    private @Nullable Path report;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            description = "Orders sent a second (default: as fast as they are answered)")
    private @Nullable Double rate;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Requests under way at the same time (default: one a processor, at least 2)")
    private int concurrency = RunOptions.standard().concurrency();

    @Option(
            names = "--engine",
            paramLabel = "local|localstack|aws",
            description = {
                "local: processes of this machine (the default)",
                "localstack: the demo stage deployed to LocalStack: to the one at AWS_ENDPOINT_URL or at port 4566"
                        + " of this machine, which stays with the stage on it; where none runs, to a container that"
                        + " goes at the end. The report is the same; what LocalStack does not tell is a dash, and"
                        + " null in JSON. Needs Docker; takes minutes",
                "aws: the demo stage deployed to the account and region of your credentials, where it stays: costs"
                        + " money"
            })
    private String engine = LOCAL;

    @Option(
            names = "--fresh-environments",
            description = "Give every invocation a process of its own: slow, the same counts")
    private boolean freshEnvironments;

    @Option(
            names = "--primed",
            description = "Two runs, without and with priming at init: init and first invocation of both")
    private boolean primed;

    @Mixin
    private Output out = new Output();

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
        out.text(TextReport.of(result) + "JSON report: " + reportFile + "\n");
        out.figures(result);
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
    private RunReport run(EngineSession engine, Path ordersFile, RunOptions options)
            throws IOException, InterruptedException {
        try (engine;
                var lines = OrderLineReader.open(ordersFile)) {
            announce(ordersFile);
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

    private void announce(Path ordersFile) throws IOException {
        try (var lines = Files.lines(ordersFile, StandardCharsets.ISO_8859_1)) {
            long count = lines.count();
            double perSecond = rate == null ? ENDED_A_SECOND : Math.min(rate, ENDED_A_SECOND);
            System.err.printf(
                    "Sending %,d orders%s%n",
                    count,
                    engine.equals(LOCAL) && !freshEnvironments
                            ? "; until the last one has come to its end may take %.0f s"
                                    .formatted(SILENCE_SECONDS + count / perSecond)
                            : "");
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
