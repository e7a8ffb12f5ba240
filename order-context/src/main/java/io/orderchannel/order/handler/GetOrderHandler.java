package io.orderchannel.order.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.json.JsonObject;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpProblem;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.order.application.Orders;
import io.orderchannel.order.application.OrdersOverloadedException;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderDetails;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderItem;
import java.util.Optional;

/** {@code GET /orders/{orderId}}: shows one order. See the OpenAPI document in events-schema. */
public final class GetOrderHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private final Orders orders;
    private final HttpDoor door;

    public GetOrderHandler() {
        this(OrderModule.getOrder(), Invocations.ofThisProcess());
        Priming.register("GetOrder", OrderPriming::primeGetOrder);
    }

    GetOrderHandler(Orders orders, Invocations invocations) {
        this.orders = orders;
        this.door = new HttpDoor(invocations, "GET", "/orders/{orderId}", (_, orderId, _, log) -> answer(orderId, log));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return door.open(event, context);
    }

    private HttpAnswer answer(String orderId, Log log) {
        try {
            Order order = find(orderId).orElseThrow(() -> HttpProblem.of(404, "there is no order of this id"));
            return HttpAnswer.json(200, document(order));
        } catch (OrdersOverloadedException e) {
            log.error("order not shown", e);
            return HttpProblem.of(503, "too many requests at this moment, expected a later attempt")
                    .answer()
                    .with("retry-after", "1");
        }
    }

    private Optional<Order> find(String orderId) {
        OrderId id;
        try {
            id = new OrderId(orderId);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return orders.find(id);
    }

    static JsonObject document(Order order) {
        OrderDetails details = order.details();
        return new JsonObject()
                .put("orderId", details.id().value())
                .put("customerId", details.customer())
                .put("channel", details.channel().name())
                .put("express", details.express())
                .put("state", order.state().name())
                .put("version", order.version())
                .put(
                        "items",
                        details.items().stream().map(GetOrderHandler::item).toList())
                .put("total", money(details.total()))
                .put("reason", order.reasonGiven().orElse(null));
    }

    private static JsonObject item(OrderItem item) {
        return new JsonObject()
                .put("sku", item.sku())
                .put("quantity", item.quantity())
                .put("unitPrice", money(item.unitPrice()));
    }

    private static JsonObject money(Money money) {
        return new JsonObject().put("amount", money.amount()).put("currency", money.currency());
    }
}
