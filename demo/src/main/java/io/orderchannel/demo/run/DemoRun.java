package io.orderchannel.demo.run;

import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import io.orderchannel.demo.client.OrderClient;
import io.orderchannel.demo.client.Retries;
import io.orderchannel.demo.follow.StateFollower;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.report.RunReport;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Carries a file of orders through the system: sends every line, then waits until every accepted order is where it is
 * to go.
 */
public final class DemoRun {

    private static final String PARTNER_CALLS = "NotifyPartner";

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
     * @param wall from the first order sent to the last one that reached the goal, or to giving up
     */
    public record Outcome(
            RunReport.Orders orders,
            List<RunReport.Line> lines,
            List<RunReport.Failure> failures,
            List<RunReport.FailedTick> failedTicks,
            RunReport.Payouts payouts,
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
        var book = new OrderBook(options.goal());
        try (var sqs = AwsClients.sqs(engine);
                var sns = AwsClients.sns(engine);
                var http = engine.http();
                var _ = new StateFollower(sqs, sns, engine.output("OrderEventsTopicArn"), runId, book::changed);
                var clockwork = new Clockwork(engine, book, options.patience(), progress)) {
            var begun = Instant.now();
            var client = new OrderClient(
                    http, URI.create(engine.output("PlaceOrderUrl")), Retries.standard(), Clock.systemUTC());
            long start = System.nanoTime();
            Duration sending;
            Ends ends;
            var watcher = Thread.ofVirtual().start(() -> watch(book));
            try {
                new Sender(client, book, runId + "-", options).send(orders);
                sending = since(start);
                ends = await(book, clockwork);
            } finally {
                watcher.interrupt();
                watcher.join();
            }
            var wall = since(start);
            var counts = book.counts();
            progress.done(counts.answered(), counts.accepted(), counts.finished());
            return new Outcome(
                    book.orders(),
                    book.notAccepted(),
                    failures(sqs, book, begun),
                    ends.failedTicks(),
                    ends.payouts(),
                    book.latencies(),
                    sending,
                    wall);
        }
    }

    /** What waiting for the orders' ends brought. */
    private record Ends(RunReport.Payouts payouts, List<RunReport.FailedTick> failedTicks) {}

    private Ends await(OrderBook book, Clockwork clockwork) throws InterruptedException {
        return switch (options.goal()) {
            case SETTLED -> {
                book.awaitFinished(options.patience().end());
                yield new Ends(new RunReport.Payouts(0, 0, 0L), List.of());
            }
            case ENDED -> {
                clockwork.awaitEnds();
                var payouts = clockwork.awaitPayouts();
                yield new Ends(payouts, clockwork.failedTicks());
            }
        };
    }

    private List<RunReport.Failure> failures(SqsClient sqs, OrderBook book, Instant since) {
        return switch (options.goal()) {
            case SETTLED -> List.of();
            case ENDED ->
                new FailedCalls(sqs, book).of(PARTNER_CALLS, engine.output(PARTNER_CALLS + "FailureQueueUrl"), since);
        };
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void watch(OrderBook book) {
        try {
            while (true) {
                var counts = book.counts();
                progress.at(counts.answered(), counts.accepted(), counts.finished());
                Thread.sleep(Progress.INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
