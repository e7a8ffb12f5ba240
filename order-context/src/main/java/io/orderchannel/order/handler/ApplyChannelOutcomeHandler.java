package io.orderchannel.order.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.events.CloudEvent;
import faas.events.NotTakenException;
import faas.kit.batch.Message;
import faas.kit.batch.SqsBatch;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.events.channel.AssignmentSnapshot;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.domain.ChannelOutcome.Decision;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderState;
import java.util.function.Function;

/** Takes orders to the state that the channel's side decided on. */
public final class ApplyChannelOutcomeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final ApplyChannelOutcome applyChannelOutcome;
    private final Function<String, CloudEvent> decode;
    private final Invocations invocations;

    public ApplyChannelOutcomeHandler() {
        this(OrderModule.applyChannelOutcome(), OrderModule.channelEvents()::decode, Invocations.ofThisProcess());
        Priming.register("ApplyChannelOutcome", OrderPriming::primeApplyChannelOutcome);
    }

    ApplyChannelOutcomeHandler(
            ApplyChannelOutcome applyChannelOutcome, Function<String, CloudEvent> decode, Invocations invocations) {
        this.applyChannelOutcome = applyChannelOutcome;
        this.decode = decode;
        this.invocations = invocations;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            return SqsBatch.oneByOne(event, invocation, decode, this::apply);
        }
    }

    private void apply(Message message) {
        CloudEvent event = message.event();
        switch (event.data()) {
            case AssignmentSnapshot assignment ->
                report(
                        applyChannelOutcome.apply(event, assignment),
                        message.log().with("orderId", assignment.orderId()));
            default -> throw new NotTakenException(event.type().wireName());
        }
    }

    private static void report(Decision decision, Log log) {
        switch (decision) {
            case Decision.Changed(Order order) ->
                log.with("state", order.state()).info("order changed");
            case Decision.AlreadyApplied _ -> log.info("event applied before");
            case Decision.AwaitsAnswer _ ->
                log.info("event expected: the order waits for the answer to its cancellation");
            case Decision.NotAllowed(OrderState state, OrderState target) ->
                log.with("state", state)
                        .with("target", target)
                        .warn("event ignored: the order's state does not lead there");
        }
    }
}
