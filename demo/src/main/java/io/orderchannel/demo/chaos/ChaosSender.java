package io.orderchannel.demo.chaos;

import faas.cli.http.SignedHttp;
import io.orderchannel.demo.chaos.Comparison.Sent;
import io.orderchannel.demo.client.Answer;
import io.orderchannel.demo.client.OrderClient;
import io.orderchannel.demo.client.Retries;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Sends the orders of a run, some of them again with the same key, at the same moment, right after or later, and poison
 * between them. Keeps only the answers. Safe for use by several threads.
 */
final class ChaosSender {

    private static final int SENDERS = 4;

    /**
     * At most this many orders a second. If the partner is notified more slowly than that, most orders end cancelled.
     */
    private static final int RATE = 10;

    /** Upper bounds, in percent: orders repeated at the same moment, right after, later, and with other content. */
    private static final int SAME_MOMENT = 3;

    private static final int AT_ONCE = 6;
    private static final int LATER = 9;
    private static final int CHANGED = 11;

    private static final int CONFLICT_OF_KEY = 422;
    private static final int FOOTPRINT_EVERY = 1_000;
    private static final int LEAST_FOOTPRINTS = 10;

    /** The share of the orders among which the poison is spread: sound messages must not suffer from it. */
    private static final double POISONED = 0.8;

    private static final List<Poison> KINDS = List.of(Poison.values());

    private final OrderClient client;
    private final WorkQueues queues;
    private final ChaosOptions options;
    private final IntConsumer footprint;
    private final int poisons;
    private final AtomicInteger next = new AtomicInteger(1);
    private final AtomicInteger nextPoison = new AtomicInteger();
    private final Map<Integer, Set<String>> ids = new ConcurrentHashMap<>();
    private final Map<Integer, List<String>> refusals = new ConcurrentHashMap<>();
    private final Map<String, String> poison = new ConcurrentHashMap<>();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong changed = new AtomicLong();
    private volatile Duration took = Duration.ZERO;

    /** @param footprint called every thousand orders, or after every tenth of the run if that is less */
    ChaosSender(SignedHttp http, URI placeOrderUrl, WorkQueues queues, ChaosOptions options, IntConsumer footprint) {
        this.client = new OrderClient(http, placeOrderUrl, Retries.standard(), Clock.systemUTC());
        this.queues = queues;
        this.options = options;
        this.footprint = footprint;
        this.poisons = options.poisonPercent() == 0
                ? 0
                : Math.max(queues.names().size() * KINDS.size(), (int)
                        Math.round(options.orders() * options.poisonPercent() / 100));
    }

    void send() throws InterruptedException {
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> senders = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                senders.add(threads.submit(() -> sendUntilAllAreSent(threads, start)));
            }
            for (var sender : senders) {
                sender.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("sending failed", e.getCause());
        }
        took = Duration.ofNanos(System.nanoTime() - start);
    }

    private Void sendUntilAllAreSent(ExecutorService threads, long start)
            throws InterruptedException, ExecutionException {
        int every = Math.max(1, Math.min(FOOTPRINT_EVERY, options.orders() / LEAST_FOOTPRINTS));
        for (int number = next.getAndIncrement(); number <= options.orders(); number = next.getAndIncrement()) {
            long early = start + number * 1_000_000_000L / RATE - System.nanoTime();
            Thread.sleep(Duration.ofNanos(Math.max(0, early)));
            send(number, threads);
            poisonBefore(number);
            if (number % every == 0) {
                footprint.accept(number);
            }
        }
        return null;
    }

    private void send(int number, ExecutorService threads) throws InterruptedException, ExecutionException {
        int choice = ChaosOrder.random(~(long) options.seed(), number).nextInt(100);
        if (choice < SAME_MOMENT) {
            var other = threads.submit(() -> repeat(number));
            place(number);
            other.get();
            return;
        }
        place(number);
        if (choice < AT_ONCE) {
            repeat(number);
        } else if (choice < LATER) {
            repeat((number + 1) / 2);
        } else if (choice < CHANGED) {
            placeChanged(number);
        }
    }

    private Void repeat(int number) throws InterruptedException {
        repeated.incrementAndGet();
        place(number);
        return null;
    }

    private void place(int number) throws InterruptedException {
        var order = ChaosOrder.of(options.seed(), number);
        switch (client.place(Optional.of(key(order)), order.body())) {
            case Answer.Accepted accepted ->
                ids.computeIfAbsent(number, _ -> ConcurrentHashMap.newKeySet()).add(accepted.orderId());
            case Answer.Refused refused -> refused(number, refused.status() + ": " + refused.reason());
            case Answer.Unanswered _ -> {
                // Whether it is stored is not known: a repeat of its key would tell.
            }
        }
    }

    private void placeChanged(int number) throws InterruptedException {
        if (!ids.containsKey(number)) {
            return;
        }
        changed.incrementAndGet();
        var order = ChaosOrder.of(options.seed(), number);
        switch (client.place(Optional.of(key(order)), order.changed().body())) {
            case Answer.Accepted accepted ->
                refused(number, "another order with its key: taken as " + accepted.orderId());
            case Answer.Refused refused -> {
                if (refused.status() != CONFLICT_OF_KEY) {
                    refused(number, "another order with its key: " + refused.status() + " " + refused.reason());
                }
            }
            case Answer.Unanswered _ -> {
                // Nothing was taken.
            }
        }
    }

    private static String key(ChaosOrder order) {
        return order.customerId();
    }

    private void refused(int number, String answer) {
        refusals.computeIfAbsent(number, _ -> new CopyOnWriteArrayList<>()).add(answer);
    }

    /** Each queue in turn, and for each queue each kind in turn. */
    private void poisonBefore(int number) {
        long due = Math.min(poisons, (long) Math.ceil(number * poisons / (options.orders() * POISONED)));
        for (int one = nextPoison.get(); one < due; one = nextPoison.get()) {
            if (nextPoison.compareAndSet(one, one + 1)) {
                var queue = queues.names().get(one % queues.names().size());
                var kind = KINDS.get(one / queues.names().size() % KINDS.size());
                var marker = Poison.marker(one);
                poison.put(marker, queues.deadLetters(queue));
                queues.send(queue, kind.body(queue, marker));
            }
        }
    }

    long sentSoFar() {
        return ids.size();
    }

    Duration took() {
        return took;
    }

    /** The dead-letter queue in which each poison message that was sent must end, by marker. */
    Map<String, String> poison() {
        return Map.copyOf(poison);
    }

    List<Sent> sent() {
        List<Sent> sent = new ArrayList<>();
        for (int number = 1; number <= options.orders(); number++) {
            var order = ChaosOrder.of(options.seed(), number);
            sent.add(new Sent(
                    order.customerId(),
                    order.content(),
                    Set.copyOf(ids.getOrDefault(number, Set.of())),
                    List.copyOf(refusals.getOrDefault(number, List.of()))));
        }
        return sent;
    }

    ChaosFigures.Orders figures() {
        return new ChaosFigures.Orders(
                options.orders(),
                ids.size(),
                repeated.get(),
                changed.get(),
                options.orders()
                        - ids.size()
                        - refusals.keySet().stream()
                                .filter(n -> !ids.containsKey(n))
                                .count());
    }
}
