package io.orderchannel.channel.slots.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.kit.batch.BatchResults;
import faas.kit.batch.Message;
import faas.kit.batch.SqsBatch;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.metrics.Metrics;
import faas.kit.priming.Priming;
import faas.kit.retry.FullJitter;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrders;
import io.orderchannel.channel.slots.application.AssignOrders.Outcome;
import io.orderchannel.channel.slots.application.CancellationRequest;
import io.orderchannel.channel.slots.application.PlacedOrder;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.slots.handler.OrderMessage.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives placed orders a slot of their channel or rejects them, a batch at a time, and answers requests for
 * cancellation, one at a time. Within a batch, all placed orders come before all requests for cancellation.
 */
public final class AssignOrderHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    /** Its use cases. */
    record UseCases(AssignOrders assign, AnswerCancellation cancellation) {}

    private final UseCases useCases;
    private final OrderMessage.Reader messages;
    private final FullJitter jitter;
    private final Invocations invocations;

    public AssignOrderHandler() {
        this(
                SlotModule.assignOrder(),
                SlotModule.orderMessages(),
                KitPace.transactionJitter(),
                Invocations.ofThisProcess());
        Priming.register("AssignOrder", SlotPriming::primeAssignOrder);
    }

    AssignOrderHandler(UseCases useCases, OrderMessage.Reader messages, FullJitter jitter, Invocations invocations) {
        this.useCases = useCases;
        this.messages = messages;
        this.jitter = jitter;
        this.invocations = invocations;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            KitPace pace = new KitPace(invocation.guard(), jitter);
            return SqsBatch.together(
                    event, invocation, messages, (batch, results) -> work(batch, results, pace, invocation.metrics()));
        }
    }

    private void work(List<Message<OrderMessage>> batch, BatchResults results, KitPace pace, Metrics metrics) {
        List<Message<OrderMessage>> told = new ArrayList<>();
        List<PlacedOrder> placed = new ArrayList<>();
        List<Runnable> cancellations = new ArrayList<>();
        for (Message<OrderMessage> message : batch) {
            switch (message.content().content()) {
                case Content.Placed(PlacedOrder order) -> {
                    told.add(message);
                    placed.add(order);
                }
                case Content.Cancellation(CancellationRequest order) ->
                    cancellations.add(() -> answer(message, order, results, pace, metrics));
            }
        }
        if (!placed.isEmpty()) {
            assign(told, placed, results, pace, metrics);
        }
        cancellations.forEach(Runnable::run);
    }

    private void assign(
            List<Message<OrderMessage>> told,
            List<PlacedOrder> placed,
            BatchResults results,
            KitPace pace,
            Metrics metrics) {
        long start = System.nanoTime();
        Map<OrderId, Outcome> outcomes = useCases.assign().assign(placed, pace);
        Duration each = Duration.ofNanos((System.nanoTime() - start) / told.size());
        for (int i = 0; i < told.size(); i++) {
            OrderId orderId = placed.get(i).orderId();
            Outcome outcome = outcomes.get(orderId);
            if (outcome != null) {
                report(told.get(i), orderId, outcome, results);
            }
            metrics.messageDuration(told.get(i).eventType(), each);
        }
    }

    private static void report(Message<OrderMessage> message, OrderId orderId, Outcome outcome, BatchResults results) {
        switch (outcome) {
            case Outcome.Assigned _ -> {
                message.log().info("order assigned", field("orderId", orderId.value()));
                results.done(message);
            }
            case Outcome.Rejected rejected -> {
                message.log()
                        .info("order rejected", field("orderId", orderId.value()), field("reason", rejected.reason()));
                results.done(message);
            }
            case Outcome.AlreadyDecided decided -> {
                message.log()
                        .info(
                                "order decided before",
                                field("orderId", orderId.value()),
                                field("state", decided.state()));
                results.done(message);
            }
            case Outcome.OutOfTime outOfTime -> results.failed(message, outOfTime(orderId, outOfTime.conflicts()));
            case Outcome.Failed failed -> results.failed(message, failed.cause());
            case Outcome.NotNotified notNotified -> results.failed(message, notNotified.cause());
        }
    }

    private void answer(
            Message<OrderMessage> message,
            CancellationRequest order,
            BatchResults results,
            KitPace pace,
            Metrics metrics) {
        long start = System.nanoTime();
        try {
            switch (useCases.cancellation().answer(order, pace)) {
                case AnswerCancellation.Outcome.Answered answered -> {
                    message.log()
                            .info(
                                    "cancellation answered",
                                    field("orderId", order.orderId().value()),
                                    field("state", answered.state()));
                    results.done(message);
                }
                case AnswerCancellation.Outcome.AnsweredBefore before -> {
                    message.log()
                            .info(
                                    "cancellation answered before",
                                    field("orderId", order.orderId().value()),
                                    field("state", before.state()));
                    results.done(message);
                }
                case AnswerCancellation.Outcome.OutOfTime outOfTime ->
                    results.failed(message, outOfTime(order.orderId(), outOfTime.conflicts()));
            }
        } catch (Throwable failure) {
            results.failed(message, failure);
        }
        metrics.messageDuration(message.eventType(), Duration.ofNanos(System.nanoTime() - start));
    }

    private static String outOfTime(OrderId orderId, int conflicts) {
        return "AssignOrder: order " + orderId.value() + ": no time left after " + conflicts + " conflicts";
    }
}
