package io.orderchannel.demo.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.engine.Declaration;
import faas.cli.engine.EngineFootprint;
import faas.cli.engine.EngineProcess;
import faas.cli.http.SignedHttp;
import faas.cli.schedule.Schedules;
import faas.cli.schedule.UnknownRuleException;
import io.orderchannel.demo.chaos.ChaosFigures.Faults;
import io.orderchannel.demo.chaos.ChaosFigures.Footprint;
import io.orderchannel.demo.chaos.Comparison.DeadLetter;
import io.orderchannel.demo.chaos.Comparison.Evidence;
import io.orderchannel.demo.chaos.Comparison.Shown;
import io.orderchannel.demo.chaos.Comparison.StoredOrder;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends orders through an engine while its functions' processes are killed, waits until nothing is in flight, and
 * compares. Nothing else may use the engine.
 */
public final class ChaosRun {

    private static final String STALE_ORDERS = "ExpireStaleOrders";
    private static final String PAYOUT_LAG = "MeasurePayoutLag";

    private static final Duration BETWEEN_TICKS = Duration.ofSeconds(4);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    /**
     * After the last order: long enough for its cancellation to be requested, if it needs one, and interrupted by a
     * kill.
     */
    private static final Duration KILLING_GOES_ON = Duration.ofSeconds(25);

    /**
     * Looks in a row that must find nothing in flight. Together they take longer than a relay needs to read a record
     * and send it.
     */
    private static final int LOOKS_AT_REST = 3;

    /** Longer than all tries of a message together keep it hidden. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int READERS = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EngineProcess engine;
    private final Path workDirectory;
    private final Declaration declared;
    private final ChaosOptions options;
    private final PrintStream progress;
    private final HttpClient records = HttpClient.newHttpClient();
    private final ConcurrentSkipListMap<Integer, Footprint> footprints = new ConcurrentSkipListMap<>();
    private final AtomicLong killed = new AtomicLong();
    private final AtomicLong failedTicks = new AtomicLong();

    /** @param progress gets a line every few seconds */
    public ChaosRun(
            EngineProcess engine,
            Path workDirectory,
            Declaration declared,
            ChaosOptions options,
            PrintStream progress) {
        this.engine = engine;
        this.workDirectory = workDirectory;
        this.declared = declared;
        this.options = options;
        this.progress = progress;
    }

    /** What a run uses and closes at its end. */
    private record Parts(WorkQueues queues, StoredState tables, Schedules schedules, SignedHttp http) {}

    /** Runs once. */
    public ChaosFigures run() throws IOException, InterruptedException {
        var connection = engine.connection();
        try (records;
                var queues = new WorkQueues(connection, declared);
                var tables = new StoredState(connection);
                var schedules = new Schedules(connection);
                var _ = stopped(schedules, STALE_ORDERS);
                var _ = stopped(schedules, PAYOUT_LAG);
                var http = connection.http()) {
            return run(new Parts(queues, tables, schedules, http));
        }
    }

    private static Schedules.Stopped stopped(Schedules schedules, String name) {
        try {
            return schedules.stop(name);
        } catch (UnknownRuleException e) {
            throw new IllegalStateException("the stage lacks a schedule that the run needs", e);
        }
    }

    private ChaosFigures run(Parts parts) throws IOException, InterruptedException {
        long start = System.nanoTime();
        footprint(0, "start");
        var sender = new ChaosSender(
                parts.http(),
                URI.create(engine.connection().output("PlaceOrderUrl")),
                parts.queues(),
                options,
                number -> footprint(number, "%,d orders".formatted(number)));
        sendWhileThingsGoWrong(sender, parts);
        say("nothing more is killed");
        var rest = settle(parts);
        footprint(Integer.MAX_VALUE, "at rest");
        return figures(parts, sender, rest, start);
    }

    /**
     * How the run ended.
     *
     * @param redriven sound dead letters that went back to their queues
     * @param inFlight what was still under way when the run stopped waiting; empty at rest
     */
    private record Rest(List<DeadLetter> deadLetters, long redriven, String inFlight) {}

    /** Waits until nothing is in flight, sends sound dead letters back, and waits again. */
    private Rest settle(Parts parts) throws IOException, InterruptedException {
        var inFlight = awaitRest(parts);
        var letters = parts.queues().givenUp();
        List<DeadLetter> found = new ArrayList<>(sound(letters));
        long redriven = found.size();
        if (redriven > 0) {
            say(redriven + " sound dead letters go back to their queues");
            for (var letter : letters) {
                if (Poison.markerIn(letter.message().body()).isEmpty()) {
                    parts.queues().redrive(letter);
                }
            }
            inFlight = awaitRest(parts);
            letters = parts.queues().givenUp();
        }
        for (var letter : letters) {
            found.add(new DeadLetter(
                    letter.queue(),
                    letter.message().messageId(),
                    Poison.markerIn(letter.message().body()),
                    false,
                    "there again though nothing is killed any more"));
        }
        parts.queues()
                .recordsGivenUp()
                .forEach((queue, messages) -> found.add(new DeadLetter(
                        queue,
                        messages + " of them",
                        Optional.empty(),
                        false,
                        "stream records or deliveries given up")));
        return new Rest(found, redriven, inFlight);
    }

    private ChaosFigures figures(Parts parts, ChaosSender sender, Rest rest, long start)
            throws IOException, InterruptedException {
        var orders = parts.tables().orders();
        var channels = parts.tables().channels();
        say("comparing %,d orders with what GET shows".formatted(orders.size()));
        var comparison = Comparison.of(new Evidence(
                sender.sent(),
                orders,
                channels.assignments(),
                channels.counters(),
                channels.payouts(),
                shown(parts.http(), orders),
                sender.poison(),
                rest.deadLetters()));
        var look = look();
        return new ChaosFigures(
                sender.figures(),
                new Faults(
                        killed.get(),
                        look.exits(),
                        look.deliveries().duplicated(),
                        look.deliveries().late(),
                        failedTicks.get()),
                new TreeMap<>(sender.poison().values().stream()
                        .collect(Collectors.groupingBy(queue -> queue, Collectors.counting()))),
                rest.redriven(),
                parts.queues().callsGivenUp(),
                comparison,
                rest.inFlight(),
                List.copyOf(footprints.values()),
                sender.took(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private void sendWhileThingsGoWrong(ChaosSender sender, Parts parts) throws IOException, InterruptedException {
        var over = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var background = List.of(
                    threads.submit(() -> every(options.killEvery(), over, new Random(options.seed()), this::kill)),
                    threads.submit(() -> every(BETWEEN_TICKS, over, parts, this::tick)),
                    threads.submit(() -> every(BETWEEN_LINES, over, sender, this::sayHowFar)));
            try {
                sender.send();
                say("all sent");
                Thread.sleep(KILLING_GOES_ON);
            } finally {
                over.countDown();
            }
            for (var task : background) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of the run failed", e.getCause());
        }
    }

    /** Something that is repeated, and that may be skipped now and then. */
    private interface Task<T> {
        void run(T with) throws IOException, InterruptedException;
    }

    private <T> Void every(Duration pause, CountDownLatch over, T with, Task<T> task) throws InterruptedException {
        while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                task.run(with);
            } catch (IOException | SdkException e) {
                say("skipped once: " + e.getMessage());
            }
        }
        return null;
    }

    /**
     * Half of the kills choose among the processes in the middle of an invocation, if there are any, the others among
     * all. A process that is still starting is spared: on a slow machine no other would ever be killed.
     */
    private void kill(Random random) throws IOException, InterruptedException {
        var live = look().environments().stream()
                .filter(environment -> environment.pid() > 0)
                .toList();
        var busy = live.stream().filter(EngineLook.Environment::busy).toList();
        var candidates = random.nextBoolean() && !busy.isEmpty() ? busy : live;
        int choice = random.nextInt(Math.max(1, candidates.size()));
        if (!candidates.isEmpty()
                && ProcessHandle.of(candidates.get(choice).pid())
                        .filter(ProcessHandle::destroyForcibly)
                        .isPresent()) {
            killed.incrementAndGet();
        }
    }

    /** Fires the schedules that the clock fires every few minutes. */
    private void tick(Parts parts) {
        fire(parts.schedules(), STALE_ORDERS);
        fire(parts.schedules(), PAYOUT_LAG);
    }

    private void fire(Schedules schedules, String name) {
        try {
            failedTicks.addAndGet(schedules.fire(name).stream()
                    .filter(fired -> fired.error().isPresent())
                    .count());
        } catch (SdkException e) {
            failedTicks.incrementAndGet();
        } catch (UnknownRuleException e) {
            throw new IllegalStateException("the stage lacks a schedule that the run needs", e);
        }
    }

    private void sayHowFar(ChaosSender sender) {
        say("%,d of %,d orders sent, %,d processes killed"
                .formatted(sender.sentSoFar(), options.orders(), killed.get()));
    }

    /** What still has to happen before the system is at rest. */
    private record InFlight(long messages, long waiting, long heldBack, boolean idle) {

        boolean nothing() {
            return messages == 0 && waiting == 0 && idle;
        }

        @Override
        public String toString() {
            return "%,d messages in queues, %,d orders and reservations waiting, %,d deliveries held back, functions %s"
                    .formatted(messages, waiting, heldBack, idle ? "idle" : "at work");
        }
    }

    /**
     * Waits for several looks that find nothing in flight. Empty then; what is in flight if it did not change for too
     * long.
     */
    private String awaitRest(Parts parts) throws IOException, InterruptedException {
        int quiet = 0;
        long least = Long.MAX_VALUE;
        long since = System.nanoTime();
        long said = 0;
        while (true) {
            tick(parts);
            var now = inFlight(parts);
            long all = now.messages() + now.waiting() + now.heldBack();
            if (all < least) {
                least = all;
                since = System.nanoTime();
            }
            if (!now.nothing() && (said == 0 || System.nanoTime() - said > BETWEEN_LINES.toNanos())) {
                say("in flight: " + now);
                said = System.nanoTime();
            }
            quiet = now.nothing() ? quiet + 1 : 0;
            if (quiet == LOOKS_AT_REST) {
                return "";
            }
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                return now.toString();
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private InFlight inFlight(Parts parts) throws IOException, InterruptedException {
        long messages = parts.queues().depth();
        long waiting = parts.tables().waiting();
        var look = look();
        return new InFlight(messages, waiting, look.deliveries().heldBack(), look.idle());
    }

    /** The dead letters that are no poison, each with what used up its tries. */
    private List<DeadLetter> sound(List<WorkQueues.GivenUp> letters) throws IOException, InterruptedException {
        var sound = letters.stream()
                .filter(letter -> Poison.markerIn(letter.message().body()).isEmpty())
                .toList();
        if (sound.isEmpty()) {
            return List.of();
        }
        var look = look();
        var tries = new KilledTries(engine.log(), workDirectory.resolve("logs"));
        List<DeadLetter> found = new ArrayList<>();
        for (var letter : sound) {
            found.add(tries.judge(letter, look));
        }
        return found;
    }

    private Map<String, Shown> shown(SignedHttp http, List<StoredOrder> orders) throws InterruptedException {
        Map<String, Shown> shown = new ConcurrentHashMap<>();
        var url = URI.create(engine.connection().output("GetOrderUrl"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                int first = reader;
                readers.add(threads.submit(() -> {
                    for (int i = first; i < orders.size(); i += READERS) {
                        var id = orders.get(i).id();
                        shown.put(id, shown(http, url.resolve("/orders/" + id)));
                    }
                    return null;
                }));
            }
            for (var reader : readers) {
                reader.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an order cannot be read", e.getCause());
        }
        return new HashMap<>(shown);
    }

    private static Shown shown(SignedHttp http, URI order) throws IOException, InterruptedException {
        var response = http.send("GET", order, Map.of(), "");
        if (response.statusCode() != 200) {
            return new Shown("status " + response.statusCode(), "");
        }
        var document = JSON.readTree(response.body());
        List<String> items = new ArrayList<>();
        for (var item : document.path("items")) {
            items.add(ChaosOrder.content(
                    item.path("sku").asText(),
                    item.path("quantity").asLong(),
                    item.path("unitPrice").path("amount").asLong(),
                    item.path("unitPrice").path("currency").asText()));
        }
        return new Shown(
                text(document, "state"),
                ChaosOrder.content(
                        text(document, "customerId"),
                        text(document, "channel"),
                        document.path("express").asBoolean(),
                        items));
    }

    private static String text(JsonNode document, String field) {
        return Optional.ofNullable(document.path(field).textValue()).orElse("");
    }

    private EngineLook look() throws IOException, InterruptedException {
        return EngineLook.at(records, engine.connection().endpoint());
    }

    /** @param orders sent until now, by which the footprints are sorted */
    private void footprint(int orders, String when) {
        try {
            footprints.put(
                    orders,
                    new Footprint(
                            when,
                            EngineFootprint.of(engine.handle(), workDirectory),
                            look().environments().size()));
        } catch (IOException e) {
            say("no footprint " + when + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        progress.println(line);
    }
}
