package io.orderchannel.channel.handler;

import static io.orderchannel.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.orderchannel.channel.application.AssignOrders;
import io.orderchannel.channel.application.AssignOrders.Outcome;
import io.orderchannel.channel.application.PlacedOrder;
import io.orderchannel.channel.domain.OrderId;
import io.orderchannel.kit.batch.BatchResults;
import io.orderchannel.kit.batch.Message;
import io.orderchannel.kit.batch.MessageReader;
import io.orderchannel.kit.batch.SqsBatch;
import io.orderchannel.kit.invocation.Invocation;
import io.orderchannel.kit.invocation.Invocations;
import io.orderchannel.kit.priming.Priming;
import io.orderchannel.kit.retry.FullJitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives placed orders a slot of their channel or rejects them, a batch at a time. */
public final class AssignOrderHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final AssignOrders assignOrders;
    private final MessageReader<PlacedOrderMessage> messages;
    private final FullJitter jitter;
    private final Invocations invocations;

    public AssignOrderHandler() {
        this(
                ChannelModule.assignOrders(),
                ChannelModule.placedOrderMessages(),
                ChannelModule.jitter(),
                Invocations.ofThisProcess());
        Priming.register("AssignOrder", ChannelPriming::primeAssignOrder);
    }

    AssignOrderHandler(
            AssignOrders assignOrders,
            MessageReader<PlacedOrderMessage> messages,
            FullJitter jitter,
            Invocations invocations) {
        this.assignOrders = assignOrders;
        this.messages = messages;
        this.jitter = jitter;
        this.invocations = invocations;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            KitPace pace = new KitPace(invocation.guard(), jitter);
            return SqsBatch.together(event, invocation, messages, (batch, results) -> assign(batch, results, pace));
        }
    }

    private void assign(List<Message<PlacedOrderMessage>> batch, BatchResults results, KitPace pace) {
        List<PlacedOrder> orders = new ArrayList<>(batch.size());
        for (Message<PlacedOrderMessage> message : batch) {
            orders.add(message.content().order());
        }
        Map<OrderId, Outcome> outcomes = assignOrders.assign(orders, pace);
        for (Message<PlacedOrderMessage> message : batch) {
            OrderId orderId = message.content().order().orderId();
            Outcome outcome = outcomes.get(orderId);
            if (outcome != null) {
                report(message, orderId, outcome, results);
            }
        }
    }

    private static void report(
            Message<PlacedOrderMessage> message, OrderId orderId, Outcome outcome, BatchResults results) {
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
            case Outcome.AlreadyDecided _ -> {
                message.log().info("order decided before", field("orderId", orderId.value()));
                results.done(message);
            }
            case Outcome.OutOfTime outOfTime ->
                results.failed(
                        message,
                        "AssignOrder: order " + orderId.value() + ": no time left after " + outOfTime.conflicts()
                                + " conflicts");
            case Outcome.Failed failed -> results.failed(message, failed.cause());
        }
    }
}
