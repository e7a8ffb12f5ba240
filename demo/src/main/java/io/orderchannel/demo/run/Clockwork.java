package io.orderchannel.demo.run;

import faas.cli.Patience;
import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import faas.cli.schedule.Schedules;
import faas.cli.schedule.UnknownRuleException;
import io.orderchannel.demo.report.RunReport;
import io.orderchannel.events.order.OrderEventType;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/**
 * Stands in for the clock, whose ticks are minutes apart: fires by hand the schedules that bring orders to their end.
 *
 * <ul>
 *   <li>An order whose partner is silent ends by the clock alone: once nothing moves any more, {@code ExpireStaleOrders}.
 *   <li>Payouts are drained when their lag is worth it: as soon as orders are delivered, {@code MeasurePayoutLag}.
 * </ul>
 *
 * <p>The clock itself does not fire the first of them until this is closed: in a run of minutes it would request the
 * cancellation of orders that are only slow.
 *
 * <p>A tick that fails is reported and stops nothing, as on AWS: the next one comes. Safe for use by several threads.
 */
final class Clockwork implements AutoCloseable {

    private static final String STALE_ORDERS = "ExpireStaleOrders";
    private static final String PAYOUT_LAG = "MeasurePayoutLag";

    private static final Duration BETWEEN_MEASUREMENTS = Duration.ofSeconds(3);

    private final OrderBook book;
    private final Patience patience;
    private final Progress progress;
    private final Schedules schedules;
    private final DynamoDbClient dynamoDb;
    private final String channelsTable;
    private final Sums before;
    private final Schedules.Stopped clock;
    private final Set<RunReport.FailedTick> failedTicks = new LinkedHashSet<>();

    Clockwork(EngineConnection engine, OrderBook book, Patience patience, Progress progress) {
        this.book = book;
        this.patience = patience;
        this.progress = progress;
        this.schedules = new Schedules(engine);
        this.dynamoDb = AwsClients.configured(DynamoDbClient.builder(), engine).build();
        this.channelsTable = engine.output("ChannelsTableName");
        this.before = sums();
        try {
            this.clock = schedules.stop(STALE_ORDERS);
        } catch (UnknownRuleException e) {
            throw lacks(e);
        }
    }

    private static IllegalStateException lacks(UnknownRuleException schedule) {
        return new IllegalStateException("the deployed stage lacks a schedule that the run needs", schedule);
    }

    /** Returns when every accepted order has ended, or none has for as long as patience lasts. */
    void awaitEnds() throws InterruptedException {
        var ended = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var measuring = threads.submit(() -> measureUntil(ended));
            try {
                expireWhatStandsStill();
            } finally {
                ended.countDown();
            }
            measuring.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("measuring the payouts' lag failed", e.getCause());
        }
    }

    private void expireWhatStandsStill() throws InterruptedException {
        var quiet = Duration.ZERO;
        long before = book.unfinished();
        while (!book.awaitFinished(patience.quiet()) && quiet.compareTo(patience.end()) < 0) {
            quiet = book.unfinished() == before ? quiet.plus(patience.quiet()) : patience.quiet();
            before = book.unfinished();
            fire(STALE_ORDERS);
        }
    }

    private Void measureUntil(CountDownLatch ended) throws InterruptedException {
        while (!ended.await(BETWEEN_MEASUREMENTS.toMillis(), TimeUnit.MILLISECONDS)) {
            if (book.in(OrderEventType.DELIVERED) > 0) {
                fire(PAYOUT_LAG);
            }
        }
        return null;
    }

    /** Returns when every delivered order has its payout, or patience is over. */
    RunReport.Payouts awaitPayouts() throws InterruptedException {
        long deadline = System.nanoTime() + patience.end().toNanos();
        var payouts = payouts();
        while (payouts.drained() < book.in(OrderEventType.DELIVERED) && System.nanoTime() < deadline) {
            fire(PAYOUT_LAG);
            Thread.sleep(BETWEEN_MEASUREMENTS);
            payouts = payouts();
        }
        return payouts;
    }

    /** What of the schedules' runs failed; the same failure once. */
    List<RunReport.FailedTick> failedTicks() {
        synchronized (failedTicks) {
            return List.copyOf(failedTicks);
        }
    }

    /** Each payout is an item; the sums are what drains that lived to their end have told. */
    private RunReport.Payouts payouts() {
        long drained = dynamoDb
                .scanPaginator(scan -> scan.tableName(channelsTable)
                        .filterExpression("begins_with(pk, :payout)")
                        .expressionAttributeValues(Map.of(":payout", AttributeValue.fromS("payout#")))
                        .projectionExpression("orderId")
                        .consistentRead(true))
                .items()
                .stream()
                .filter(payout -> book.lineOf(text(payout, "orderId")).isPresent())
                .count();
        var now = sums();
        // The table keeps the highest lag of all runs: one that is not exceeded hides what this run's was.
        boolean known = now.maxLag() > before.maxLag() || before.maxLag() == 0;
        return new RunReport.Payouts(drained, now.drains() - before.drains(), known ? now.maxLag() : null);
    }

    /** What drains and measurements of all runs have added up. */
    private record Sums(long drains, long maxLag) {}

    private Sums sums() {
        var item = dynamoDb.getItem(get -> get.tableName(channelsTable)
                        .key(Map.of("pk", AttributeValue.fromS("payout-lag")))
                        .consistentRead(true))
                .item();
        return new Sums(number(item, "drains"), number(item, "maxLag"));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null ? "" : value.s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    private void fire(String schedule) {
        progress.fired(schedule);
        try {
            schedules
                    .fire(schedule)
                    .forEach(fired ->
                            fired.error().ifPresent(error -> failed(schedule, error + ", " + fired.answer())));
        } catch (TooManyRequestsException e) {
            // Throttled, as a tick of the clock may be: the next round fires it again.
        } catch (SdkException e) {
            failed(schedule, "not invoked: " + e.getMessage());
        } catch (UnknownRuleException e) {
            throw lacks(e);
        }
    }

    private void failed(String schedule, String reason) {
        var tick = new RunReport.FailedTick(schedule, reason);
        synchronized (failedTicks) {
            failedTicks.add(tick);
        }
    }

    @Override
    public void close() {
        clock.close();
        schedules.close();
        dynamoDb.close();
    }
}
