package io.orderchannel.channel.slots.adapter.lambda;

import faas.events.EventCodec;
import faas.json.JsonObject;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.application.Partner;
import io.orderchannel.events.order.OrderItem;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * Calls the function NotifyPartner asynchronously: Lambda queues the event and answers at once, tries again when the
 * function fails, and sends what it gives up to a destination (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html">Invoking a function asynchronously</a>).
 * Safe for use by several threads.
 */
public final class LambdaPartner implements Partner {
    private final LambdaClient lambda;
    private final String functionArn;

    public LambdaPartner(LambdaClient lambda, String functionArn) {
        this.lambda = lambda;
        this.functionArn = functionArn;
    }

    @Override
    public void notify(OrderRequest order) {
        lambda.invoke(request -> request.functionName(functionArn)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String(payload(order))));
    }

    /** What to deliver, and the context of the message that led to it. */
    static String payload(OrderRequest order) {
        JsonObject payload = new JsonObject()
                .put("assignmentId", order.orderId().assignmentId())
                .put("orderId", order.orderId().value())
                .put("channel", order.slots().channel())
                .put("items", order.items().stream().map(LambdaPartner::json).toList());
        EventCodec.write(order.context(), payload);
        return payload.toString();
    }

    private static JsonObject json(OrderItem item) {
        return new JsonObject().put("sku", item.sku()).put("quantity", item.quantity());
    }
}
