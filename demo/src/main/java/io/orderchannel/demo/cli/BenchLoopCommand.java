package io.orderchannel.demo.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import faas.cli.Main;
import faas.cli.Output;
import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineFailedException;
import faas.cli.engine.Percentiles;
import faas.infra.SystemDefinition;
import io.orderchannel.demo.cli.ProjectCopy.Line;
import io.orderchannel.demo.cli.ProjectCopy.Up;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** How long a developer waits between a change and its effect. */
@Command(
        name = "loop",
        header = "Inner loop: how soon a change is running, tested, up",
        description = """
                Copies the project to a temporary folder, builds it there, changes a line of a handler or a policy in \
                each round, and prints how long each step took. The project itself is not changed. Takes some ten \
                minutes on two processors.""",
        exitCodeList = {
            "0:the median of each step is within its bound",
            "1:one is not, or a step failed",
        })
final class BenchLoopCommand implements Callable<Integer> {

    static final Line SHOWN_BY_GET = new Line(
            "order-context/src/main/java/io/orderchannel/order/handler/GetOrderHandler.java",
            "\"there is no order of this id[^\"]*\"");

    static final Line LOGGED_BY_ASSIGN = new Line(
            "channel-context/src/main/java/io/orderchannel/channel/slots/handler/AssignOrderHandler.java",
            "\"order assigned[^\"]*\"");

    static final Line BATCH_OF_ASSIGN = new Line(
            "infra-cdk/src/main/java/io/orderchannel/infra/channel/ChannelPolicies.java",
            "BatchPolicy\\.of\\(\\d+, Duration\\.ofSeconds\\(1\\)\\)");

    private static final String TEST_OF_ASSIGN = "AssignOrderHandlerTest";
    private static final int BATCH = 10;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(2);

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each step (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Option(names = "--first", description = """
                    Also from a clone of the last commit to the end of ./faas demo, with the libraries downloaded: \
                    minutes a round""")
    private boolean first;

    @Mixin
    private Output out = new Output();

    private record Figures(int rounds, int processors, List<Step> steps) {}

    private record Step(
            String what,
            @JsonProperty("boundSeconds") Duration bound,
            @JsonProperty("seconds") List<Duration> rounds) {

        @JsonProperty("medianSeconds")
        Duration median() {
            return Duration.ofMillis(Percentiles.of(rounds).p50());
        }
    }

    /** One round of a step: what it took. */
    private interface Round {
        Duration measure(int number) throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        var log = root.resolve("target/bench/loop.log");
        Files.deleteIfExists(log);
        System.err.println("Building a copy of the project (log: " + root.relativize(log) + ")");
        var steps = new ArrayList<Step>();
        try (var copy = ProjectCopy.of(root, log)) {
            copy.run("build", "--caches");
            steps.add(measure("up, nothing changed", 6, _ -> ready(copy)));
            steps.add(measure("up, a line of a handler changed", 15, round -> {
                copy.edit(LOGGED_BY_ASSIGN, "\"order assigned, up " + round + "\"");
                return ready(copy);
            }));
            steps.add(measure("test " + TEST_OF_ASSIGN + ", a line of the handler changed", 10, round -> {
                copy.edit(LOGGED_BY_ASSIGN, "\"order assigned, test " + round + "\"");
                return copy.run("test", TEST_OF_ASSIGN);
            }));
            try (var up = copy.up("--watch")) {
                steps.add(measure(
                        "up --watch: from a line of a handler saved to an invocation that runs it",
                        5,
                        round -> invoked(copy, up, round)));
                steps.add(measure(
                        "up --watch: from a batch size saved to a mapping that has it",
                        10,
                        round -> mapped(copy, up, round)));
            }
        }
        if (first) {
            steps.add(measure("a clone of the last commit to the end of the demo", 210, _ -> demo(root, log)));
        }
        var figures = new Figures(rounds, Runtime.getRuntime().availableProcessors(), steps);
        show(figures);
        out.figures(figures);
        return steps.stream().allMatch(step -> step.median().compareTo(step.bound()) <= 0) ? Main.DONE : Main.FAILED;
    }

    private Step measure(String what, int boundSeconds, Round round) throws Exception {
        var took = new ArrayList<Duration>();
        for (int number = 1; number <= rounds; number++) {
            took.add(round.measure(number));
            System.err.printf("%s: %.1f s (%d of %d)%n", what, seconds(took.getLast()), number, rounds);
        }
        return new Step(what, Duration.ofSeconds(boundSeconds), took);
    }

    private static Duration ready(ProjectCopy copy) throws Exception {
        try (var up = copy.up()) {
            return up.ready();
        }
    }

    private static Duration demo(Path root, Path log) throws Exception {
        long start = System.nanoTime();
        try (var clone = ProjectCopy.cloneOf(root, log)) {
            clone.run("demo");
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static Duration invoked(ProjectCopy copy, Up up, int round) throws Exception {
        var request = SystemDefinition.load().health().orElseThrow().request();
        var text = "there is no order of this id, round " + round;
        long start = System.nanoTime();
        copy.edit(SHOWN_BY_GET, '"' + text + '"');
        return until(text, start, () -> up.engine().send(request).body().contains(text));
    }

    private static Duration mapped(ProjectCopy copy, Up up, int round) throws Exception {
        var function = SystemDefinition.load().stage("demo", Map.of()).physicalName("AssignOrder");
        int size = BATCH + round;
        try (var lambda =
                AwsClients.configured(LambdaClient.builder(), up.engine()).build()) {
            long start = System.nanoTime();
            copy.edit(BATCH_OF_ASSIGN, "BatchPolicy.of(" + size + ", Duration.ofSeconds(1))");
            return until(
                    "batch size " + size,
                    start,
                    () ->
                            lambda
                                    .listEventSourceMappings(list -> list.functionName(function))
                                    .eventSourceMappings()
                                    .stream()
                                    .anyMatch(mapping -> mapping.batchSize() == size));
        }
    }

    private static Duration until(String what, long start, Callable<Boolean> seen) throws Exception {
        while (!seen.call()) {
            if (System.nanoTime() - start > GIVEN_UP_AFTER.toNanos()) {
                throw new EngineFailedException(
                        what + ": not seen within " + GIVEN_UP_AFTER.toSeconds() + " s under up --watch", 1);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void show(Figures figures) {
        out.text("Seconds, %d rounds, %d processors%n%n".formatted(figures.rounds(), figures.processors()));
        out.text("median   least    most   bound  step\n");
        figures.steps()
                .forEach(step -> out.text("%6.1f%8.1f%8.1f%8.1f  %s%n"
                        .formatted(
                                seconds(step.median()),
                                seconds(step.rounds().stream()
                                        .min(Duration::compareTo)
                                        .orElseThrow()),
                                seconds(step.rounds().stream()
                                        .max(Duration::compareTo)
                                        .orElseThrow()),
                                seconds(step.bound()),
                                step.what())));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
