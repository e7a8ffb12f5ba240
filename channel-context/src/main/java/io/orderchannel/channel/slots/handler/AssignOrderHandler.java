package io.orderchannel.channel.slots.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.events.NotTakenException;
import faas.kit.batch.BatchResults;
import faas.kit.batch.Message;
import faas.kit.batch.SqsBatch;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrder;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.application.Outcome;
import io.orderchannel.channel.slots.domain.Assignment;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Gives placed orders a slot of their channel or rejects them, a batch at a time, and answers requests for
 * cancellation, one at a time. Within a batch, all placed orders come before all requests for cancellation. A placed
 * express order is not taken: it gets its slot from ManageSlot.
 */
public final class AssignOrderHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    /** Its use cases. */
    record UseCases(AssignOrder assign, AnswerCancellation cancellation) {}

    private final UseCases useCases;
    private final Function<String, CloudEvent> decode;
    private final Invocations invocations;

    public AssignOrderHandler() {
        this(SlotModule.assignOrder(), SlotModule.orderEvents()::decode, Invocations.ofThisProcess());
        Priming.register("AssignOrder", SlotPriming::primeAssignOrder);
    }

    AssignOrderHandler(UseCases useCases, Function<String, CloudEvent> decode, Invocations invocations) {
        this.useCases = useCases;
        this.decode = decode;
        this.invocations = invocations;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            return SqsBatch.together(event, invocation, decode, (batch, results) -> work(batch, results, invocation));
        }
    }

    private void work(List<Message> batch, BatchResults results, Invocation invocation) {
        Map<Message, OrderRequest> placed = new LinkedHashMap<>();
        Map<Message, OrderRequest> cancellations = new LinkedHashMap<>();
        for (Message message : batch) {
            try {
                switch (message.event().data()) {
                    case OrderSnapshot order
                    when order.type() == OrderEventType.PLACED && !order.express() ->
                        placed.put(message, request(message, order));
                    case OrderSnapshot order
                    when order.type() == OrderEventType.CANCELLING ->
                        cancellations.put(message, request(message, order));
                    default ->
                        results.ignored(
                                message,
                                new NotTakenException(message.event().type().wireName()));
                }
            } catch (Throwable unsuitable) {
                results.failed(message, unsuitable);
            }
        }
        if (!placed.isEmpty()) {
            assign(placed, results, invocation);
        }
        cancellations.forEach((message, order) -> answer(message, order, results, invocation));
    }

    private static OrderRequest request(Message message, OrderSnapshot order) {
        return OrderRequest.of(order, message.event().id(), EventContext.causedBy(message.event()));
    }

    private void assign(Map<Message, OrderRequest> placed, BatchResults results, Invocation invocation) {
        long start = System.nanoTime();
        Map<OrderId, Outcome> outcomes = useCases.assign().assign(placed.values(), invocation.time());
        Duration each = Duration.ofNanos((System.nanoTime() - start) / placed.size());
        placed.forEach((message, order) -> {
            report(message, order, Objects.requireNonNull(outcomes.get(order.orderId())), results);
            measure(message, each, invocation);
        });
    }

    private void answer(Message message, OrderRequest order, BatchResults results, Invocation invocation) {
        long start = System.nanoTime();
        try {
            report(message, order, useCases.cancellation().answer(order, invocation.time()), results);
        } catch (Throwable failure) {
            results.failed(message, failure);
        }
        measure(message, Duration.ofNanos(System.nanoTime() - start), invocation);
    }

    private static void measure(Message message, Duration duration, Invocation invocation) {
        invocation.metrics().messageDuration(message.event().type().wireName(), duration);
    }

    private static void report(Message message, OrderRequest order, Outcome outcome, BatchResults results) {
        boolean cancellation = message.event().type() == OrderEventType.CANCELLING;
        Log log = message.log().with("orderId", order.orderId().value());
        switch (outcome) {
            case Outcome.Decided(Assignment assignment) -> {
                if (cancellation) {
                    log.with("state", assignment.state()).info("cancellation answered");
                } else if (assignment instanceof Assignment.Rejected rejected) {
                    log.with("reason", rejected.reason()).info("order rejected");
                } else {
                    log.info("order assigned");
                }
                results.done(message);
            }
            case Outcome.DecidedBefore(Assignment assignment) -> {
                log.with("state", assignment.state())
                        .info(cancellation ? "cancellation answered before" : "order decided before");
                results.done(message);
            }
            case Outcome.OutOfTime(int conflicts) ->
                results.failed(
                        message,
                        "AssignOrder: order " + order.orderId().value() + ": no time left, after " + conflicts
                                + " write conflicts");
            case Outcome.Failed(Throwable cause) -> results.failed(message, cause);
        }
    }
}
