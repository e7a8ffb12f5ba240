package io.orderchannel.order.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.order.application.ExpireStaleOrders;
import io.orderchannel.order.application.ExpireStaleOrders.Outcome;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Requests the cancellation of orders that waited too long, each time its schedule fires. Any event will do: the time
 * is the clock's, and a run without an event id is named after its invocation.
 */
public final class ExpireStaleOrdersHandler implements RequestHandler<ScheduledEvent, Void> {
    private final ExpireStaleOrders expireStaleOrders;
    private final Invocations invocations;

    public ExpireStaleOrdersHandler() {
        this(OrderModule.expireStaleOrders(), Invocations.ofThisProcess());
        Priming.register("ExpireStaleOrders", OrderPriming::primeExpireStaleOrders);
    }

    ExpireStaleOrdersHandler(ExpireStaleOrders expireStaleOrders, Invocations invocations) {
        this.expireStaleOrders = expireStaleOrders;
        this.invocations = invocations;
    }

    @Override
    public @Nullable Void handleRequest(ScheduledEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            // Before the run moves them on. The metric is also the heartbeat of this schedule.
            invocation
                    .metrics()
                    .millis(
                            "OldestPlacedAge",
                            expireStaleOrders.longestWaitForChannel().toMillis());
            LongAccumulator oldest = new LongAccumulator(Math::max, 0);
            boolean complete = expireStaleOrders.expire(
                    cause(event, invocation), invocation.time(), outcome -> report(outcome, invocation, oldest));
            if (!complete) {
                invocation.log().warn("stale orders are left for the next run");
            }
            // Zero ends the alarm, so it is reported only if all were looked at.
            if (complete || oldest.get() > 0) {
                invocation.metrics().millis("OldestCancellationAge", oldest.get());
            }
            return null;
        }
    }

    private static String cause(ScheduledEvent event, Invocation invocation) {
        String id = event.getId();
        return id == null || id.isBlank() ? invocation.requestId() : id;
    }

    private static void report(Outcome outcome, Invocation invocation, LongAccumulator oldest) {
        Log log = invocation.log().with("orderId", outcome.orderId().value());
        oldest.accumulate(outcome.unanswered().toMillis());
        switch (outcome) {
            case Outcome.Requested requested -> {
                invocation
                        .metrics()
                        .count(requested.unanswered().isZero() ? "OrdersExpired" : "CancellationsRepeated", 1);
                log.about(requested.context())
                        .with("reason", requested.reason())
                        .with("unansweredMillis", requested.unanswered().toMillis())
                        .info("cancellation requested");
            }
            case Outcome.MovedOn _ -> log.info("order moved on");
            case Outcome.Failed failed -> {
                FatalErrors.rethrow(failed.cause());
                invocation.metrics().count("OrdersNotExpired", 1);
                log.error("cancellation not requested", failed.cause());
            }
        }
    }
}
