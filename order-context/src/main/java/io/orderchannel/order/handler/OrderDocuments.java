package io.orderchannel.order.handler;

import faas.kit.http.HttpAnswer;
import faas.kit.http.Problem;
import faas.kit.json.JsonText;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderDetails;
import io.orderchannel.order.domain.OrderId;

/** Orders as HTTP shows them; see the OpenAPI document in events-schema. */
final class OrderDocuments {

    private OrderDocuments() {}

    /** The answer to whoever placed the order: the same each time, whatever became of the order since. */
    static HttpAnswer placed(OrderId id) {
        String body =
                JsonText.object(document -> document.put("orderId", id.value()).put("state", "PLACED"));
        return HttpAnswer.json(201, body).with("location", "/orders/" + id.value());
    }

    static HttpAnswer order(Order order) {
        OrderDetails details = order.details();
        return HttpAnswer.json(
                200,
                JsonText.object(document -> document.put("orderId", details.id().value())
                        .put("customerId", details.customer().value())
                        .put("channel", details.channel().name())
                        .put("express", details.express())
                        .put("state", order.state().name())
                        .put("version", order.version().value())
                        .putObjects(
                                "items",
                                details.items().list(),
                                (object, item) -> object.put("sku", item.sku().value())
                                        .put("quantity", item.quantity().value())
                                        .putObject("unitPrice", price -> money(price, item.unitPrice())))
                        .putObject(
                                "total", total -> money(total, details.items().total()))
                        .put("reason", order.reasonGiven().orElse(null))));
    }

    /** The store is overloaded; the same request a second later is likely to be answered, and a repeat of an order is safe. */
    static HttpAnswer overloaded() {
        return HttpAnswer.problem(Problem.unavailable("too many requests at this moment, expected a later attempt"))
                .with("retry-after", "1");
    }

    private static void money(JsonText object, Money money) {
        object.put("amount", money.amount()).put("currency", money.currency().getCurrencyCode());
    }
}
