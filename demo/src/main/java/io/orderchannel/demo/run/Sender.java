package io.orderchannel.demo.run;

import io.orderchannel.demo.client.OrderClient;
import io.orderchannel.demo.input.OrderLine;
import io.orderchannel.demo.input.OrderLineReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends every order of a file. Lines with the same idempotency key go one after the other in the file's order, so that
 * which of them counts does not depend on chance; all others go side by side.
 */
final class Sender {

    private static final int LINES_AHEAD = 64;

    private final OrderClient client;
    private final OrderBook book;
    private final String keyPrefix;
    private final RunOptions options;

    /** @param keyPrefix put before every idempotency key, so that a run finds no orders of an earlier run */
    Sender(OrderClient client, OrderBook book, String keyPrefix, RunOptions options) {
        this.client = client;
        this.book = book;
        this.keyPrefix = keyPrefix;
        this.options = options;
    }

    /** Returns when every line has been answered or given up. */
    void send(OrderLineReader lines) throws IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var lanes = new ArrayList<BlockingQueue<Optional<OrderLine.Order>>>();
            var workers = new ArrayList<Future<?>>();
            for (int n = 0; n < options.concurrency(); n++) {
                var lane = new ArrayBlockingQueue<Optional<OrderLine.Order>>(LINES_AHEAD);
                lanes.add(lane);
                workers.add(threads.submit(() -> drain(lane)));
            }
            try {
                distribute(lines, lanes, workers);
                for (var lane : lanes) {
                    lane.put(Optional.empty());
                }
                for (var worker : workers) {
                    worker.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("sending failed", e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private void distribute(
            OrderLineReader lines, List<BlockingQueue<Optional<OrderLine.Order>>> lanes, List<Future<?>> workers)
            throws IOException, InterruptedException, ExecutionException {
        var pace = new Pace(options);
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            switch (line.get()) {
                case OrderLine.Malformed malformed -> book.malformed(malformed);
                case OrderLine.Order order -> {
                    pace.await();
                    int lane = Math.floorMod(
                            order.idempotencyKey().map(String::hashCode).orElse(order.number()), lanes.size());
                    while (!lanes.get(lane).offer(Optional.of(order), 1, TimeUnit.SECONDS)) {
                        if (workers.get(lane).isDone()) {
                            workers.get(lane).get();
                        }
                    }
                }
            }
        }
    }

    private Void drain(BlockingQueue<Optional<OrderLine.Order>> lane) throws InterruptedException {
        for (var next = lane.take(); next.isPresent(); next = lane.take()) {
            var order = next.get();
            var key = order.idempotencyKey().map(k -> keyPrefix + k);
            book.answered(order, client.place(key, order.body()));
        }
        return null;
    }

    /** Lets one line a tick through; a line that comes late does not move the ticks after it. */
    private static final class Pace {

        private final long start = System.nanoTime();
        private final double nanosBetween;
        private long let;

        Pace(RunOptions options) {
            nanosBetween = options.rate().isPresent() ? 1e9 / options.rate().getAsDouble() : 0;
        }

        void await() throws InterruptedException {
            long wait = start + (long) (let++ * nanosBetween) - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
        }
    }
}
