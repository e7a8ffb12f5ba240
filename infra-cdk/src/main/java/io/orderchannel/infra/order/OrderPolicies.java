package io.orderchannel.infra.order;

import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.BatchPolicy;
import faas.infra.policy.ComputePolicy;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.HttpFunctionPolicy;
import faas.infra.policy.QueueFunctionPolicy;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.ScalingPolicy;
import faas.infra.policy.SchedulePolicy;
import faas.infra.policy.StreamFunctionPolicy;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** The policies of the Order context's functions. */
public record OrderPolicies(
        HttpFunctionPolicy placeOrder,
        HttpFunctionPolicy getOrder,
        StreamFunctionPolicy publishOrderEvents,
        QueueFunctionPolicy applyChannelOutcome,
        QueueFunctionPolicy fulfilExpressOrder,
        StaleOrderPolicy staleOrders) {
    /** Short waits and retries, so that a demo shows its results within seconds or minutes. */
    public static OrderPolicies demo() {
        return new OrderPolicies(
                // A client waits for the answer to the order; a read is short.
                HttpFunctionPolicy.of(ComputePolicy.generous()),
                HttpFunctionPolicy.of(ComputePolicy.standard()),
                StreamFunctionPolicy.relay(),
                // Several event types whose costs differ: generous, and one by one, so nothing to gather.
                QueueFunctionPolicy.standard(BatchPolicy.of(10, Duration.ZERO)),
                new QueueFunctionPolicy(
                        // An order takes two calls. Each is limited by the time left and by its callee's timeout.
                        ComputePolicy.generous(Duration.ofSeconds(15)),
                        BatchPolicy.of(5, Duration.ZERO),
                        QueueRetryPolicy.of(Duration.ofSeconds(90), DeadLetterPolicy.after(5)),
                        ScalingPolicy.atMost(2)),
                new StaleOrderPolicy(
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        // An answer takes seconds. A message that fails is in its dead-letter queue after 6 minutes.
                        Duration.ofMinutes(10),
                        SchedulePolicy.every(Duration.ofMinutes(5)),
                        AsyncFunctionPolicy.scheduled("the next run finds what this one left")));
    }

    /**
     * Functions have the sizes of the demo's; orders wait as long as a partner may take. Concurrency is for an account
     * with Lambda's usual 1,000.
     */
    static OrderPolicies production() {
        return demo()
                // Orders are accepted while consumers catch up with a backlog and take what is left of the account's
                // concurrency. At 100 ms a request, 50 accept 500 orders a second; more are answered 429, and repeated.
                .withPlaceOrder(function ->
                        function.withScaling(scaling -> scaling.withReservedConcurrency(OptionalInt.of(50))))
                // Each message is a write to one order, and no two share an item: 20 batches of 10 work off a backlog
                // of 100,000 in about 10 minutes at 100 ms a message.
                .withApplyChannelOutcome(
                        function -> function.withScaling(scaling -> scaling.withMaximumConcurrency(OptionalInt.of(20))))
                // Each order waits for two calls, so each batch takes two executions: this one and ManageSlot's.
                .withFulfilExpressOrder(
                        function -> function.withScaling(scaling -> scaling.withMaximumConcurrency(OptionalInt.of(10))))
                .withStaleOrders(stale -> stale.withLimit(Duration.ofDays(2))
                        // An answer takes seconds; one that the queue tries again takes up to 6 minutes.
                        .withAskAgain(Duration.ofMinutes(4), Duration.ofHours(1)));
    }

    public OrderPolicies withPlaceOrder(UnaryOperator<HttpFunctionPolicy> change) {
        return new OrderPolicies(
                change.apply(placeOrder),
                getOrder,
                publishOrderEvents,
                applyChannelOutcome,
                fulfilExpressOrder,
                staleOrders);
    }

    public OrderPolicies withPublishOrderEvents(UnaryOperator<StreamFunctionPolicy> change) {
        return new OrderPolicies(
                placeOrder,
                getOrder,
                change.apply(publishOrderEvents),
                applyChannelOutcome,
                fulfilExpressOrder,
                staleOrders);
    }

    public OrderPolicies withApplyChannelOutcome(UnaryOperator<QueueFunctionPolicy> change) {
        return new OrderPolicies(
                placeOrder,
                getOrder,
                publishOrderEvents,
                change.apply(applyChannelOutcome),
                fulfilExpressOrder,
                staleOrders);
    }

    public OrderPolicies withFulfilExpressOrder(UnaryOperator<QueueFunctionPolicy> change) {
        return new OrderPolicies(
                placeOrder,
                getOrder,
                publishOrderEvents,
                applyChannelOutcome,
                change.apply(fulfilExpressOrder),
                staleOrders);
    }

    public OrderPolicies withStaleOrders(UnaryOperator<StaleOrderPolicy> change) {
        return new OrderPolicies(
                placeOrder,
                getOrder,
                publishOrderEvents,
                applyChannelOutcome,
                fulfilExpressOrder,
                change.apply(staleOrders));
    }
}
