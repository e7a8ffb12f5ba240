package io.orderchannel.order.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpProblem;
import faas.kit.http.HttpRequest;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.order.application.OrdersOverloadedException;
import io.orderchannel.order.application.PlaceOrder;
import io.orderchannel.order.domain.Channel;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.OrderDetails;
import io.orderchannel.order.domain.OrderId;
import io.orderchannel.order.domain.OrderItem;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /orders}: a customer places an order. See the OpenAPI document in events-schema. */
public final class PlaceOrderHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    /** With the bound on items this keeps an order's item and its event within the limits of DynamoDB and SNS. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    private final PlaceOrder placeOrder;
    private final HttpDoor door;

    public PlaceOrderHandler() {
        this(OrderModule.placeOrder(), Invocations.ofThisProcess());
        Priming.register("PlaceOrder", OrderPriming::primePlaceOrder);
    }

    PlaceOrderHandler(PlaceOrder placeOrder, Invocations invocations) {
        this.placeOrder = placeOrder;
        this.door = new HttpDoor(invocations, "POST", "/orders", (request, _, _, log) -> answer(request, log));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return door.open(event, context);
    }

    private HttpAnswer answer(HttpRequest request, Log log) {
        PlaceOrder.Command command = request.json("order", MAX_BODY_BYTES, PlaceOrderHandler::command);
        String key = key(request);
        try {
            return answer(placeOrder.place(key, command, request.context()), log);
        } catch (OrdersOverloadedException e) {
            log.error("order not placed", e);
            return HttpProblem.of(503, "too many requests at this moment, expected a later attempt")
                    .answer()
                    .with("retry-after", "1");
        }
    }

    private static String key(HttpRequest request) {
        try {
            return OrderId.key(
                    request.header("Idempotency-Key").orElseThrow(() -> new IllegalArgumentException("is missing")));
        } catch (IllegalArgumentException wrong) {
            throw HttpProblem.badRequest("header Idempotency-Key " + wrong.getMessage(), List.of());
        }
    }

    static PlaceOrder.Command command(JsonReader order) {
        return new PlaceOrder.Command(
                order.text("customerId", OrderDetails::customer),
                order.has("channel") ? order.constant("channel", Channel.values()) : Channel.DEFAULT,
                order.flag("express", false),
                items(order));
    }

    private static List<OrderItem> items(JsonReader order) {
        List<String> currencies = new ArrayList<>();
        List<OrderItem> items = order.objects("items", 1, OrderDetails.MAX_ITEMS, item -> item(item, currencies));
        try {
            return items.isEmpty() ? items : OrderDetails.items(items);
        } catch (IllegalArgumentException wrong) {
            order.wrong("items", String.valueOf(wrong.getMessage()));
            return items;
        }
    }

    private static OrderItem item(JsonReader item, List<String> currencies) {
        return new OrderItem(
                item.text("sku", OrderItem::sku),
                (int) item.number("quantity", OrderItem::quantity),
                price(item.object("unitPrice"), currencies));
    }

    private static Money price(JsonReader price, List<String> currencies) {
        return new Money(
                price.number("amount", Money::amount), price.text("currency", code -> oneCurrency(code, currencies)));
    }

    /** Checks that a currency code is that of the items before, and adds it to them. */
    private static String oneCurrency(String code, List<String> currencies) {
        currencies.add(Money.currency(code));
        if (!code.equals(currencies.getFirst())) {
            throw new IllegalArgumentException(
                    "must be " + currencies.getFirst() + " as in the items before, is " + code);
        }
        return code;
    }

    private static HttpAnswer answer(PlaceOrder.Result result, Log log) {
        OrderId id = result.orderId();
        Log about = log.with("orderId", id.value());
        return switch (result.outcome()) {
            case PLACED -> {
                about.info("order placed");
                yield placed(id);
            }
            case REPLAYED -> {
                about.info("order placed before");
                yield placed(id).with("idempotent-replayed", "true");
            }
            case KEY_REUSED -> {
                about.info("key used for another order");
                throw HttpProblem.of(
                        422,
                        "this Idempotency-Key was used before with another order,"
                                + " expected a new key or the same order");
            }
        };
    }

    /** The same each time, even if the order has changed since. */
    static HttpAnswer placed(OrderId id) {
        return HttpAnswer.json(201, new JsonObject().put("orderId", id.value()).put("state", "PLACED"))
                .with("location", "/orders/" + id.value());
    }
}
