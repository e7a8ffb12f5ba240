package io.orderchannel.order.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import faas.events.EventContext;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Correlation;
import faas.kit.priming.Priming;
import io.orderchannel.order.application.ExpireStaleOrders;
import io.orderchannel.order.application.ExpireStaleOrders.Outcome;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the cancellation of orders that waited too long, each time its schedule fires. It needs nothing from the
 * event: the time that counts is the clock's, and without an id the run is named after its invocation, so any event
 * will do.
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
            LongAccumulator oldest = new LongAccumulator(Math::max, 0);
            boolean complete = expireStaleOrders.expire(
                    cause(event, invocation), invocation.guard()::left, outcome -> report(outcome, invocation, oldest));
            if (!complete) {
                invocation.log().warn("stale orders are left for the next run");
            }
            // Zero, which ends the alarm, only where all were looked at.
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
        String orderId = outcome.orderId().value();
        oldest.accumulate(outcome.unanswered().toMillis());
        switch (outcome) {
            case Outcome.Requested requested -> {
                EventContext context = requested.context();
                invocation
                        .metrics()
                        .count(requested.unanswered().isZero() ? "OrdersExpired" : "CancellationsRepeated", 1);
                invocation
                        .log()
                        .about(new Correlation(context.traceparent(), context.correlationId(), context.causationId()))
                        .info(
                                "cancellation requested",
                                field("orderId", orderId),
                                field("reason", requested.reason()),
                                field("unansweredMillis", requested.unanswered().toMillis()));
            }
            case Outcome.MovedOn _ -> invocation.log().info("order moved on", field("orderId", orderId));
            case Outcome.Failed failed -> {
                FatalErrors.rethrow(failed.cause());
                invocation.metrics().count("OrdersNotExpired", 1);
                invocation.log().error("cancellation not requested", failed.cause(), field("orderId", orderId));
            }
        }
    }
}
