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
import io.orderchannel.events.channel.ChannelEvent;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.application.ApplyChannelOutcome.Result;

/** Takes orders to the state that the channel's side decided on. */
public final class ApplyChannelOutcomeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final ApplyChannelOutcome applyChannelOutcome;
    private final MessageReader<CloudEvent> messages;
    private final Invocations invocations;

    public ApplyChannelOutcomeHandler() {
        this(OrderModule.applyChannelOutcome(), OrderModule.channelEvents(), Invocations.ofThisProcess());
        Priming.register("ApplyChannelOutcome", OrderPriming::primeApplyChannelOutcome);
    }

    ApplyChannelOutcomeHandler(
            ApplyChannelOutcome applyChannelOutcome, MessageReader<CloudEvent> messages, Invocations invocations) {
        this.applyChannelOutcome = applyChannelOutcome;
        this.messages = messages;
        this.invocations = invocations;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            return SqsBatch.oneByOne(event, invocation, messages, this::apply);
        }
    }

    private void apply(Message<CloudEvent> message) {
        CloudEvent event = message.content();
        Result result = switch (event.data()) {
            case ChannelEvent channelEvent -> applyChannelOutcome.apply(event, channelEvent);
            default -> throw new NotTakenException(event.type().wireName());
        };
        report(result, message.log());
    }

    private static void report(Result result, Log log) {
        String orderId = result.orderId().value();
        switch (result) {
            case Result.Changed changed ->
                log.info("order changed", field("orderId", orderId), field("state", changed.state()));
            case Result.AlreadyApplied _ -> log.info("event applied before", field("orderId", orderId));
            case Result.AwaitsAnswer _ ->
                log.info(
                        "event expected: the order waits for the answer to its cancellation",
                        field("orderId", orderId));
            case Result.NotAllowed notAllowed ->
                log.warn(
                        "event ignored: the order's state does not lead there",
                        field("orderId", orderId),
                        field("state", notAllowed.state()),
                        field("target", notAllowed.target()));
            case Result.UnknownOrder _ ->
                throw new IllegalStateException("ApplyChannelOutcome: order " + orderId + ": not found");
            case Result.Contended contended ->
                throw new IllegalStateException("ApplyChannelOutcome: order " + orderId
                        + ": changed by somebody else at each of " + contended.attempts() + " attempts");
        }
    }
}
