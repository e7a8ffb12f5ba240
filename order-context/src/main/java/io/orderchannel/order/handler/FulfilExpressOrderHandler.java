package io.orderchannel.order.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.events.NotTakenException;
import faas.kit.batch.Message;
import faas.kit.batch.SqsBatch;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import faas.kit.time.TimeLeft;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.order.application.FulfilExpressOrder;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import java.util.function.Function;

/** Gets express orders their slots. */
public final class FulfilExpressOrderHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final FulfilExpressOrder fulfilExpressOrder;
    private final Function<String, CloudEvent> decode;
    private final Invocations invocations;

    public FulfilExpressOrderHandler() {
        this(OrderModule.fulfilExpressOrder(), OrderModule.orderEvents()::decode, Invocations.ofThisProcess());
        Priming.register("FulfilExpressOrder", OrderPriming::primeFulfilExpressOrder);
    }

    FulfilExpressOrderHandler(
            FulfilExpressOrder fulfilExpressOrder, Function<String, CloudEvent> decode, Invocations invocations) {
        this.fulfilExpressOrder = fulfilExpressOrder;
        this.decode = decode;
        this.invocations = invocations;
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            return SqsBatch.oneByOne(event, invocation, decode, message -> fulfil(message, invocation.time()));
        }
    }

    private void fulfil(Message message, TimeLeft time) {
        CloudEvent event = message.event();
        if (!(event.data() instanceof OrderSnapshot order)
                || order.type() != OrderEventType.PLACED
                || !order.express()) {
            throw new NotTakenException(event.type().wireName());
        }
        OrderId id = new OrderId(order.orderId());
        report(fulfilExpressOrder.fulfil(id, EventContext.causedBy(event), time), message.log());
    }

    private static void report(Order order, Log log) {
        Log about = log.with("orderId", order.id().value());
        if (order instanceof Order.Cancelling) {
            about.info("express order waits for the answer to its cancellation");
        } else if (order.reasonGiven().isPresent()) {
            about.with("state", order.state())
                    .with("reason", order.reasonGiven().get())
                    .info("express order has no slot");
        } else {
            about.with("state", order.state()).info("express order has its slot");
        }
    }
}
