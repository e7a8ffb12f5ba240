package io.orderchannel.order.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.events.CloudEvent;
import faas.kit.batch.Message;
import faas.kit.batch.MessageReader;
import faas.kit.batch.NotTakenException;
import faas.kit.batch.SqsBatch;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.order.application.FulfilExpressOrder;
import io.orderchannel.order.application.FulfilExpressOrder.Result;
import io.orderchannel.order.application.TimeLeft;

/** Gets express orders their slots, step by step, and gives back what a step before had taken when a later one is refused. */
public final class FulfilExpressOrderHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final FulfilExpressOrder fulfilExpressOrder;
    private final MessageReader<CloudEvent> messages;
    private final Invocations invocations;

    public FulfilExpressOrderHandler() {
        this(OrderModule.fulfilExpressOrder(), OrderModule.orderEvents(), Invocations.ofThisProcess());
        Priming.register("FulfilExpressOrder", OrderPriming::primeFulfilExpressOrder);
    }

    FulfilExpressOrderHandler(
            FulfilExpressOrder fulfilExpressOrder, MessageReader<CloudEvent> messages, Invocations invocations) {
        this.fulfilExpressOrder = fulfilExpressOrder;
        this.messages = messages;
        this.invocations = invocations;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            return SqsBatch.oneByOne(event, invocation, messages, message -> fulfil(message, invocation.guard()::left));
        }
    }

    private void fulfil(Message<CloudEvent> message, TimeLeft time) {
        CloudEvent event = message.content();
        Result result = switch (event.data()) {
            case OrderEvent.Placed placed
            when placed.order().express() -> fulfilExpressOrder.fulfil(event, placed, time);
            default -> throw new NotTakenException(event.type().wireName());
        };
        report(result, message.log());
    }

    private static void report(Result result, Log log) {
        String orderId = result.orderId().value();
        String about = "FulfilExpressOrder: order " + orderId + ": ";
        switch (result) {
            case Result.Fulfilled fulfilled ->
                log.info("express order has its slot", field("orderId", orderId), field("state", fulfilled.state()));
            case Result.NotFulfilled notFulfilled ->
                log.info(
                        "express order has no slot",
                        field("orderId", orderId),
                        field("state", notFulfilled.state()),
                        field("reason", notFulfilled.reason()));
            case Result.Cancelling _ ->
                log.info("express order waits for the answer to its cancellation", field("orderId", orderId));
            case Result.UnknownOrder _ -> throw new IllegalStateException(about + "not found");
            case Result.NotExpress _ ->
                throw new IllegalArgumentException(about + "is not express, expected express orders only");
            case Result.OutOfTime outOfTime ->
                throw new IllegalStateException(
                        about + "no time left in this invocation, the order is " + outOfTime.state());
            case Result.Contended contended ->
                throw new IllegalStateException(
                        about + "changed by somebody else at each of " + contended.attempts() + " attempts");
        }
    }
}
