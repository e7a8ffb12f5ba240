package faas.infra.policy;

import io.orderchannel.events.order.Channel;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * One deployed copy of the system and everything that may differ between copies: sizes, batches, retries, scaling,
 * capacity. A variation is made with the {@code with} methods and never changes the stage that it starts from.
 *
 * @param name goes in front of every physical name, so that stages live side by side in one account
 * @param removal what becomes of tables, queues and logs when the stage is taken down
 */
public record Stage(
        String name,
        RemovalPolicy removal,
        RetentionDays logRetention,
        AlarmPolicy alarms,
        OrderPolicies order,
        ChannelPolicies channel,
        PartnerPolicy partner) {
    /** Namespace of the metrics that functions write into their logs. */
    public static final String METRICS_NAMESPACE = "order-channel";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * Thrown away after use: nothing is retained, every channel but LOCKER takes 10,000 orders a day, and the partner is
     * simulated.
     */
    public static Stage demo() {
        return new Stage(
                "demo",
                RemovalPolicy.DESTROY,
                RetentionDays.ONE_WEEK,
                AlarmPolicy.of(Duration.ofMinutes(5), Duration.ofMinutes(5)),
                demoOrder(),
                demoChannel(),
                // It answers late on purpose, and reports before it answers.
                new PartnerPolicy.Simulated(http(ComputePolicy.standard(Duration.ofSeconds(15)))));
    }

    /**
     * This stage with data worth keeping: taking it down leaves tables, queues and logs, tables are protected and backed
     * up, and logs stay for a year.
     */
    public Stage retained() {
        return new Stage(name, RemovalPolicy.RETAIN, RetentionDays.ONE_YEAR, alarms, order, channel, partner);
    }

    public Stage withName(String name) {
        return new Stage(name, removal, logRetention, alarms, order, channel, partner);
    }

    public Stage withAlarms(UnaryOperator<AlarmPolicy> change) {
        return new Stage(name, removal, logRetention, change.apply(alarms), order, channel, partner);
    }

    public Stage withOrder(UnaryOperator<OrderPolicies> change) {
        return new Stage(name, removal, logRetention, alarms, change.apply(order), channel, partner);
    }

    public Stage withChannel(UnaryOperator<ChannelPolicies> change) {
        return new Stage(name, removal, logRetention, alarms, order, change.apply(channel), partner);
    }

    public Stage withPartner(PartnerPolicy partner) {
        return new Stage(name, removal, logRetention, alarms, order, channel, partner);
    }

    /** {@code demo-AssignOrder} for {@code AssignOrder}. */
    public String physicalName(String id) {
        return name + "-" + id;
    }

    private static OrderPolicies demoOrder() {
        return new OrderPolicies(
                // Somebody waits for the answer to the order; a read is short.
                http(ComputePolicy.generous(TIMEOUT)),
                http(ComputePolicy.standard(TIMEOUT)),
                relay(),
                // Several event types whose costs differ: generous, and one by one, so nothing to gather.
                queue(BatchPolicy.of(10, Duration.ZERO)),
                new QueueFunctionPolicy(
                        // An order takes two calls; each ends within the time-out that their callee's policy sets.
                        ComputePolicy.generous(Duration.ofSeconds(15)),
                        BatchPolicy.of(5, Duration.ZERO),
                        QueueRetryPolicy.of(Duration.ofSeconds(90), DeadLetterPolicy.after(5)),
                        ScalingPolicy.atMost(2)),
                new StaleOrderPolicy(
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        SchedulePolicy.every(Duration.ofMinutes(5)),
                        scheduled("the next run finds what this one left")));
    }

    private static ChannelPolicies demoChannel() {
        return new ChannelPolicies(
                new ChannelCapacity(Map.of(
                        Channel.STORE, 10_000,
                        Channel.COURIER, 10_000,
                        Channel.LOCKER, 100,
                        Channel.MARKETPLACE, 10_000)),
                // AssignOrder: a batch is one transaction a channel, so a second's waiting saves invocations and
                // writes.
                queue(BatchPolicy.of(10, Duration.ofSeconds(1))),
                relay(),
                new AsyncFunctionPolicy(
                        ComputePolicy.generous(TIMEOUT),
                        AsyncPolicy.lossy("a count may be a little off"),
                        // One invocation an event, and counting is never urgent: the others are not to wait for it.
                        ScalingPolicy.UNLIMITED.withReservedConcurrency(OptionalInt.of(1))),
                new ReservationPolicy(
                        // Longer than an express order's message stays hidden, so that its second try finds the slot
                        // held.
                        Duration.ofSeconds(120),
                        new RequestFunctionPolicy(
                                // Somebody waits for the answer.
                                ComputePolicy.generous(Duration.ofSeconds(6)),
                                Duration.ofSeconds(10),
                                ScalingPolicy.UNLIMITED),
                        relay()),
                new PartnerCallPolicy(
                        new AsyncFunctionPolicy(
                                // Longer than the simulated partner may take to answer.
                                ComputePolicy.standard(Duration.ofSeconds(20)),
                                AsyncPolicy.of(2, Duration.ofHours(1)),
                                // Each call holds an invocation of the partner and one of the webhook under it: were
                                // all
                                // concurrency spent on the callers, none of them would ever be answered.
                                ScalingPolicy.UNLIMITED.withReservedConcurrency(OptionalInt.of(2))),
                        http(ComputePolicy.standard(TIMEOUT))),
                new PayoutPolicy(
                        new SubscribedQueuePolicy(
                                QueueRetryPolicy.of(Duration.ofSeconds(30), DeadLetterPolicy.after(5)),
                                Duration.ofMinutes(5)),
                        100,
                        Duration.ofSeconds(5),
                        SchedulePolicy.every(Duration.ofMinutes(1)),
                        scheduled("the next measurement is a minute away"),
                        SchedulePolicy.dailyAt(LocalTime.of(3, 0)),
                        new AsyncFunctionPolicy(
                                ComputePolicy.standard(Duration.ofSeconds(60)),
                                // No retry: the queue still holds what is left, and the next measurement starts
                                // another.
                                AsyncPolicy.of(0, Duration.ofMinutes(5)),
                                ScalingPolicy.UNLIMITED)));
    }

    private static HttpFunctionPolicy http(ComputePolicy compute) {
        return new HttpFunctionPolicy(compute, ScalingPolicy.UNLIMITED);
    }

    private static QueueFunctionPolicy queue(BatchPolicy batch) {
        return new QueueFunctionPolicy(
                ComputePolicy.generous(TIMEOUT),
                batch,
                QueueRetryPolicy.of(Duration.ofSeconds(70), DeadLetterPolicy.after(5)),
                // The least there is: on a laptop each of them is a JVM.
                ScalingPolicy.atMost(2));
    }

    /** Its next time comes in any case, so a failed one is neither repeated nor kept; its alarm tells of it. */
    private static AsyncFunctionPolicy scheduled(String reason) {
        return new AsyncFunctionPolicy(
                ComputePolicy.standard(TIMEOUT), AsyncPolicy.lossy(reason), ScalingPolicy.UNLIMITED);
    }

    /**
     * Waits for 6 h: a topic out of reach must not cost events, since only their positions would be left. A bad record stops
     * its shard as long; the stream's alarm tells of both, and 18 h are left to read the record from the stream.
     */
    private static StreamFunctionPolicy relay() {
        return new StreamFunctionPolicy(
                ComputePolicy.standard(TIMEOUT),
                StreamPosition.TRIM_HORIZON,
                BatchPolicy.of(100, Duration.ZERO),
                StreamRetryPolicy.of(StreamRetryPolicy.MOST_ATTEMPTS, Duration.ofHours(6)),
                ScalingPolicy.UNLIMITED);
    }
}
