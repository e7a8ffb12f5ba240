package io.orderchannel.order.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.Problem;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.order.application.GetOrder;
import io.orderchannel.order.application.OrdersOverloadedException;
import io.orderchannel.order.domain.InvalidValue;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderId;
import java.util.Optional;

/** {@code GET /orders/{orderId}}: shows one order. */
public final class GetOrderHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final GetOrder getOrder;
    private final HttpDoor door;

    public GetOrderHandler() {
        this(OrderModule.getOrder(), Invocations.ofThisProcess());
        Priming.register("GetOrder", OrderPriming::primeGetOrder);
    }

    GetOrderHandler(GetOrder getOrder, Invocations invocations) {
        this.getOrder = getOrder;
        this.door = new HttpDoor(invocations, "GET", "/orders/{orderId}", (_, orderId, _, log) -> answer(orderId, log));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return door.open(event, context);
    }

    private HttpAnswer answer(String orderId, Log log) {
        try {
            return find(orderId)
                    .map(OrderDocuments::order)
                    .orElseGet(() -> HttpAnswer.problem(Problem.notFound("there is no order of this id")));
        } catch (OrdersOverloadedException e) {
            log.error("order not shown", e);
            return OrderDocuments.overloaded();
        }
    }

    private Optional<Order> find(String orderId) {
        OrderId id;
        try {
            id = new OrderId(orderId);
        } catch (InvalidValue _) {
            return Optional.empty();
        }
        return getOrder.get(id);
    }
}
