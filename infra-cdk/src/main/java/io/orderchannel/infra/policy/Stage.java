package io.orderchannel.infra.policy;

import io.orderchannel.events.Channel;
import java.time.Duration;
import java.util.Map;
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
        ChannelPolicies channel) {
    /** Namespace of the metrics that functions write into their logs. */
    public static final String METRICS_NAMESPACE = "order-channel";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Thrown away after use: nothing is retained, and every channel but LOCKER takes 10,000 orders a day. */
    public static Stage demo() {
        return new Stage(
                "demo",
                RemovalPolicy.DESTROY,
                RetentionDays.ONE_WEEK,
                new AlarmPolicy(Duration.ofMinutes(5), Duration.ofMinutes(5)),
                new OrderPolicies(
                        // Somebody waits for the answer to the order; a read is short.
                        http(ComputePolicy.generous(TIMEOUT)),
                        http(ComputePolicy.standard(TIMEOUT)),
                        relay(),
                        // Several event types whose costs differ: generous, and one by one, so nothing to gather.
                        queue(BatchPolicy.of(10, Duration.ZERO))),
                new ChannelPolicies(
                        new ChannelCapacity(Map.of(
                                Channel.STORE, 10_000,
                                Channel.COURIER, 10_000,
                                Channel.LOCKER, 100,
                                Channel.MARKETPLACE, 10_000)),
                        // A batch is one transaction a channel, so a second's waiting saves invocations and writes.
                        queue(BatchPolicy.of(10, Duration.ofSeconds(1))),
                        relay()));
    }

    public Stage withName(String name) {
        return new Stage(name, removal, logRetention, alarms, order, channel);
    }

    public Stage withOrder(UnaryOperator<OrderPolicies> change) {
        return new Stage(name, removal, logRetention, alarms, change.apply(order), channel);
    }

    public Stage withChannel(UnaryOperator<ChannelPolicies> change) {
        return new Stage(name, removal, logRetention, alarms, order, change.apply(channel));
    }

    /** {@code demo-AssignOrder} for {@code AssignOrder}. */
    public String physicalName(String id) {
        return name + "-" + id;
    }

    private static HttpFunctionPolicy http(ComputePolicy compute) {
        return new HttpFunctionPolicy(compute, ScalingPolicy.UNLIMITED);
    }

    private static QueueFunctionPolicy queue(BatchPolicy batch) {
        return new QueueFunctionPolicy(
                ComputePolicy.generous(TIMEOUT),
                batch,
                QueueRetryPolicy.of(Duration.ofSeconds(70), DeadLetterPolicy.after(5)),
                // The least there is: on a laptop each of them is a JVM, and all functions share ten.
                ScalingPolicy.atMost(2));
    }

    /** Stops for a bad record after 100 tries or 6 h, which leaves 18 h to read it from the stream. */
    private static StreamFunctionPolicy relay() {
        return new StreamFunctionPolicy(
                ComputePolicy.standard(TIMEOUT),
                StreamPosition.TRIM_HORIZON,
                BatchPolicy.of(100, Duration.ZERO),
                StreamRetryPolicy.of(100, Duration.ofHours(6)),
                ScalingPolicy.UNLIMITED);
    }
}
