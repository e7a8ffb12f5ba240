package io.orderchannel.demo.cli;

import faas.cli.LocalSession;
import faas.cli.Main;
import faas.cli.Output;
import faas.cli.UserErrorException;
import faas.cli.engine.Declaration;
import faas.cli.engine.EngineCommand;
import faas.infra.SystemDefinition;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.QueueFunctionPolicy;
import io.orderchannel.demo.chaos.ChaosFigures;
import io.orderchannel.demo.chaos.ChaosOptions;
import io.orderchannel.demo.chaos.ChaosRun;
import io.orderchannel.demo.chaos.Comparison;
import io.orderchannel.events.order.Channel;
import io.orderchannel.infra.channel.ChannelCapacity;
import io.orderchannel.infra.channel.ChannelPolicies;
import io.orderchannel.infra.order.OrderPolicies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Orders under faults: killed function processes, messages delivered twice and late, poison. What is stored, answered
 * and dead-lettered at rest is compared with what was sent.
 */
@Command(
        name = "chaos",
        header = "Faults: check that no order is lost or doubled when things go wrong",
        description = {
            "Sends orders, at most ten a second and some again with the same key. Meanwhile function processes,"
                    + " chosen at random, are killed; topics deliver 5 %% of the messages twice and 5 %% up to 15 s"
                    + " late; and every work queue gets poison, messages that nobody can process. Then waits until"
                    + " nothing is in flight, sends dead letters that are not poison back to their queues, waits"
                    + " again, compares tables, slots, payouts, dead-letter queues and what GET shows with what was"
                    + " sent, and prints the figures.",
            "The stage differs from the demo stage in time-outs and capacities, which the first lines name."
        },
        exitCodeList = {
            "0:every order came to its end once",
            "1:anything was lost, doubled, oversold or left in states that do not belong together, GET shows"
                    + " something else than is stored, a dead letter is neither poison nor explained by kills, or"
                    + " something is still in flight",
            "2:the run could not start"
        })
final class BenchChaosCommand implements Callable<Integer> {

    private static final int MOST_ORDERS = 1_000_000;
    private static final int MOST_PERCENT = 100;
    private static final double MOST_SECONDS = 3600;
    private static final int FINDINGS_SHOWN = 20;

    /** LOCKER has one slot for this many orders, fewer than the orders that name it. */
    private static final int ORDERS_A_LOCKER = 20;

    private static final int TRIES = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration VISIBLE_AGAIN = Duration.ofSeconds(31);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CALLER_WAITS = Duration.ofSeconds(4);
    private static final Duration CALLER_TIMEOUT = Duration.ofSeconds(9);
    private static final Duration EXPRESS_VISIBLE_AGAIN = Duration.ofSeconds(54);
    private static final Duration HOLD = Duration.ofSeconds(75);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(15);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    @Option(names = "--orders", paramLabel = "N", description = "Orders (default: ${DEFAULT-VALUE})")
    private int orders = 1_000;

    @Option(
            names = "--kill-every",
            paramLabel = "SECONDS",
            description = "Between two kills, at least 0.1 (default: ${DEFAULT-VALUE})")
    private double killEvery = 1;

    @Option(
            names = "--poison",
            paramLabel = "PERCENT",
            description = "Poison for a hundred orders, each kind at least once to each queue; 0 sends none (default:"
                    + " ${DEFAULT-VALUE})")
    private double poison = 2;

    @Option(names = "--seed", paramLabel = "SEED", description = """
                    Makes the same choices again (default: a new seed, printed); what is under way when a process \
                    is killed depends on the machine""")
    private @Nullable Integer seed;

    @Mixin
    private Output out = new Output();

    private record Document(ChaosOptions options, ChaosFigures figures) {}

    @Override
    public Integer call() throws Exception {
        requireWithin("--orders", orders, 1, MOST_ORDERS);
        requireWithin("--kill-every", killEvery, 0.1, MOST_SECONDS);
        requireWithin("--poison", poison, 0, MOST_PERCENT);
        int chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
        requireWithin("--seed", chosen, 0, Integer.MAX_VALUE);
        var options = new ChaosOptions(orders, Duration.ofMillis(Math.round(killEvery * 1e3)), poison, chosen);
        say(
                "%,d orders, a process killed every %s s, %s %% poison; repeat with --seed %d%n",
                orders, killEvery, poison, chosen);
        say(
                """
                Other than in the demo stage: time-outs of %d s (FulfilExpressOrder %d, ManageSlot %d, DrainPayouts %d),
                messages visible again after %d s (express %d), dead letters after %d tries, reservations held for %d s,
                unanswered requests for cancellation repeated after %d s, LOCKER with %,d slots a day, the others with
                %,d. The run fires the schedules itself.
                """,
                TIMEOUT.toSeconds(),
                CALLER_TIMEOUT.toSeconds(),
                CALL_TIMEOUT.toSeconds(),
                DRAIN.toSeconds(),
                VISIBLE_AGAIN.toSeconds(),
                EXPRESS_VISIBLE_AGAIN.toSeconds(),
                TRIES,
                HOLD.toSeconds(),
                ASK_AGAIN.toSeconds(),
                lockers(orders),
                orders);
        var root = Main.root();
        var assembly = root.resolve("target/bench/chaos");
        synthesize(root, orders, assembly);
        var command = EngineCommand.of(root).withAssembly(assembly).withDisturbedTopics(chosen);
        try (var engine = LocalSession.start(command, root)) {
            var figures = new ChaosRun(
                            engine.process(), engine.workDirectory(), Declaration.read(assembly), options, System.err)
                    .run();
            show(figures);
            out.figures(new Document(options, figures));
            return figures.clean() ? Main.DONE : Main.FAILED;
        }
    }

    private static void requireWithin(String option, double found, double least, double most)
            throws UserErrorException {
        if (!(found >= least && found <= most)) {
            throw new UserErrorException(
                    "%s %s: expected %s to %s".formatted(option, plain(found), plain(least), plain(most)));
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /**
     * The demo stage with dead letters, repeated requests and released slots after seconds, not minutes, and a small
     * LOCKER.
     */
    private static void synthesize(Path root, int orders, Path assembly) {
        var system = SystemDefinition.load();
        var stage = system.stage("demo", Map.of())
                .with(
                        OrderPolicies.class,
                        order -> order.withApplyChannelOutcome(BenchChaosCommand::quick)
                                .withFulfilExpressOrder(
                                        express -> quick(express, CALLER_TIMEOUT, EXPRESS_VISIBLE_AGAIN))
                                .withStaleOrders(stale -> stale.withAskAgain(ASK_AGAIN, stale.longestUnanswered())))
                .with(
                        ChannelPolicies.class,
                        channel -> channel.withAssignOrder(BenchChaosCommand::quick)
                                .withCapacity(capacity -> capacity(capacity, orders))
                                .withReservations(reservations -> reservations
                                        .withHold(HOLD)
                                        .withManageSlot(
                                                slot -> slot.withCompute(compute -> compute.withTimeout(CALL_TIMEOUT))
                                                        .withClientTimeout(CALLER_WAITS)))
                                .withPayouts(payouts -> payouts.withQueue(queue -> queue.withRetry(
                                                retry -> retry.withDeadLetters(DeadLetterPolicy.after(TRIES))))
                                        .withDrainPayouts(
                                                drain -> drain.withCompute(compute -> compute.withTimeout(DRAIN)))));
        system.synthesize(stage, root, assembly);
    }

    private static QueueFunctionPolicy quick(QueueFunctionPolicy policy) {
        return quick(policy, TIMEOUT, VISIBLE_AGAIN);
    }

    private static QueueFunctionPolicy quick(QueueFunctionPolicy policy, Duration timeout, Duration visibleAgain) {
        return policy.withCompute(compute -> compute.withTimeout(timeout))
                .withRetry(retry ->
                        retry.withVisibilityTimeout(visibleAgain).withDeadLetters(DeadLetterPolicy.after(TRIES)));
    }

    private static ChannelCapacity capacity(ChannelCapacity demo, int orders) {
        var capacity = demo;
        for (var channel : Channel.values()) {
            capacity = capacity.with(channel, channel == Channel.LOCKER ? lockers(orders) : orders);
        }
        return capacity;
    }

    private static int lockers(int orders) {
        return Math.max(1, orders / ORDERS_A_LOCKER);
    }

    private void show(ChaosFigures figures) {
        var sent = figures.orders();
        say(
                "orders         sent %,d, accepted %,d, without an answer %,d",
                sent.sent(), sent.accepted(), sent.unanswered());
        say("keys again     with the same order %,d, with another one %,d", sent.repeated(), sent.changed());
        say(
                "processes      killed %,d; invocations interrupted %,d; schedules' runs failed %,d",
                figures.faults().killed(),
                figures.faults().interrupted(),
                figures.faults().failedTicks());
        say(
                "deliveries     twice %,d, late %,d",
                figures.faults().duplicated(), figures.faults().late());
        figures.poison().forEach((queue, messages) -> say("poison         %,d for %s", messages, queue));
        say("dead letters   sound ones, sent back to their queues %,d", figures.redriven());
        figures.callsGivenUp().forEach((queue, messages) -> say("calls given up %,d in %s", messages, queue));
        say("time           sending %.1f s, all %.1f s%n", seconds(figures.sending()), seconds(figures.wall()));

        say("order/assignment at rest   orders");
        figures.comparison().pairs().forEach((pair, count) -> say("%-24s%,9d", pair, count));
        say(
                "%nengine         live MiB  resident MiB  with all processes  threads  open files  disk MiB  function processes");
        figures.footprints().forEach(footprint -> {
            var engine = footprint.engine();
            say(
                    "%-15s%,8d%,14d%,20d%,9d%,12d%,10d%,20d",
                    footprint.when(),
                    engine.liveMiB(),
                    engine.engineMiB(),
                    engine.allMiB(),
                    engine.threads(),
                    engine.files(),
                    engine.diskMiB(),
                    footprint.environments());
        });
        say("");
        for (var kind : Comparison.Kind.values()) {
            say("%-30s%,d", words(kind), figures.comparison().count(kind));
        }
        if (!figures.inFlight().isEmpty()) {
            say("not at rest    %s", figures.inFlight());
        }
        figures.comparison().findings().stream()
                .limit(FINDINGS_SHOWN)
                .forEach(finding -> say("  %s: %s: %s", words(finding.kind()), finding.subject(), finding.detail()));
        if (figures.comparison().findings().size() > FINDINGS_SHOWN) {
            say("  and %,d more", figures.comparison().findings().size() - FINDINGS_SHOWN);
        }
    }

    private static String words(Comparison.Kind kind) {
        return switch (kind) {
            case LOST -> "lost";
            case DOUBLED -> "doubled";
            case OVERSOLD -> "oversold";
            case SLOTS -> "slots wrong";
            case ILLEGAL_PAIR -> "illegal pairs";
            case DIFFERENT -> "different";
            case DEAD_LETTER -> "dead letters without a kill";
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private void say(String format, Object... arguments) {
        out.text((format + "%n").formatted(arguments));
    }
}
