package io.orderchannel.demo.run;

import io.orderchannel.demo.client.OrderClient;
import io.orderchannel.demo.client.Retries;
import io.orderchannel.demo.client.SignedHttp;
import io.orderchannel.demo.engine.EngineConnection;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.report.RunReport;
import io.orderchannel.demo.settlement.SettlementFollower;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Carries a file of orders through the system: sends every line, then waits until every accepted order has settled. */
public final class DemoRun {

    private final EngineConnection engine;
    private final RunOptions options;
    private final Progress progress;

    public DemoRun(EngineConnection engine, RunOptions options, Progress progress) {
        this.engine = engine;
        this.options = options;
        this.progress = progress;
    }

    /**
     * What became of the lines.
     *
     * @param sending from the first order sent to the last one answered
     * @param wall from the first order sent to the last one settled, or to giving up
     */
    public record Outcome(
            RunReport.Orders orders,
            List<RunReport.Line> lines,
            RunReport.Latencies latencies,
            Duration sending,
            Duration wall) {}

    /**
     * Sends every order and follows it.
     *
     * @param runId prefixes every idempotency key and names the run's own queue
     * @throws IOException if the orders cannot be read
     */
    public Outcome run(String runId, OrderLineReader orders) throws IOException, InterruptedException {
        var book = new OrderBook();
        try (var sqs = AwsClients.sqs(engine);
                var sns = AwsClients.sns(engine);
                var http = new SignedHttp(engine.caller());
                var _ = new SettlementFollower(sqs, sns, engine.output("OrderEventsTopicArn"), runId, book::settled)) {
            var client = new OrderClient(
                    http, URI.create(engine.output("PlaceOrderUrl")), Retries.standard(), Clock.systemUTC());
            long start = System.nanoTime();
            Duration sending;
            var watcher = Thread.ofVirtual().start(() -> watch(book));
            try {
                new Sender(client, book, runId + "-", options).send(orders);
                sending = since(start);
                book.awaitSettled(options.patience());
            } finally {
                watcher.interrupt();
                watcher.join();
            }
            var wall = since(start);
            var counts = book.counts();
            progress.done(counts.answered(), counts.accepted(), counts.settled());
            return new Outcome(book.orders(), book.notAccepted(), book.latencies(), sending, wall);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void watch(OrderBook book) {
        try {
            while (true) {
                var counts = book.counts();
                progress.at(counts.answered(), counts.accepted(), counts.settled());
                Thread.sleep(Progress.INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
