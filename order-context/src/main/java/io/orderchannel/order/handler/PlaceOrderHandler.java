package io.orderchannel.order.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpRequest;
import faas.kit.http.JsonBody;
import faas.kit.http.Problem;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.order.application.OrdersOverloadedException;
import io.orderchannel.order.application.PlaceOrder;
import java.util.List;

/** {@code POST /orders}: a customer places an order. */
public final class PlaceOrderHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    /** Together with the bound on items this keeps an order's item and its event within what DynamoDB and SNS take. */
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
        return switch (request.jsonBody(MAX_BODY_BYTES)) {
            case JsonBody.Refused(Problem problem) -> HttpAnswer.problem(problem);
            case JsonBody.Text(String text) ->
                switch (PlaceOrderRequest.read(request, text)) {
                    case PlaceOrderRequest.Invalid(Problem problem) -> HttpAnswer.problem(problem);
                    case PlaceOrderRequest.Valid(PlaceOrder.Command command) -> place(command, log);
                };
        };
    }

    private HttpAnswer place(PlaceOrder.Command command, Log log) {
        try {
            return answer(placeOrder.place(command), log);
        } catch (OrdersOverloadedException e) {
            log.error("order not placed", e);
            return OrderDocuments.overloaded();
        }
    }

    private static HttpAnswer answer(PlaceOrder.Result result, Log log) {
        return switch (result) {
            case PlaceOrder.Result.Placed placed -> {
                log.info("order placed", field("orderId", placed.orderId().value()));
                yield OrderDocuments.placed(placed.orderId());
            }
            case PlaceOrder.Result.Replayed replayed -> {
                log.info(
                        "order placed before",
                        field("orderId", replayed.orderId().value()));
                yield OrderDocuments.placed(replayed.orderId()).with("idempotent-replayed", "true");
            }
            case PlaceOrder.Result.KeyReused reused -> {
                log.info(
                        "key used for another order",
                        field("orderId", reused.orderId().value()));
                yield HttpAnswer.problem(Problem.unprocessable(
                        "this Idempotency-Key was used before with another order, expected a new key or the same order",
                        List.of()));
            }
        };
    }
}
