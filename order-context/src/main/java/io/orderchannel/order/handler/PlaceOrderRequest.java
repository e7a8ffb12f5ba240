package io.orderchannel.order.handler;

import faas.events.EventContext;
import faas.kit.http.FieldError;
import faas.kit.http.HttpRequest;
import faas.kit.http.Problem;
import faas.kit.json.JsonParser;
import faas.kit.json.JsonSyntaxException;
import faas.kit.json.JsonValue;
import faas.kit.log.Correlation;
import io.orderchannel.order.application.PlaceOrder;
import io.orderchannel.order.domain.IdempotencyKey;
import io.orderchannel.order.domain.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request to place an order turns out to be. */
sealed interface PlaceOrderRequest {

    record Valid(PlaceOrder.Command command) implements PlaceOrderRequest {}

    /** Something is wrong with it; the problem names every wrong field. */
    record Invalid(Problem problem) implements PlaceOrderRequest {}

    static PlaceOrderRequest read(HttpRequest request, String text) {
        JsonValue body;
        try {
            body = JsonParser.parse(text);
        } catch (JsonSyntaxException e) {
            return invalid("the body is not JSON", List.of(new FieldError("#", e.detail())));
        }
        List<FieldError> errors = new ArrayList<>();
        Optional<OrderBody> order = OrderBody.read(body, errors);
        IdempotencyKey key;
        try {
            key = new IdempotencyKey(
                    request.header("Idempotency-Key").orElseThrow(() -> new InvalidValue("is missing")));
        } catch (InvalidValue e) {
            return invalid("header Idempotency-Key " + e.detail(), errors);
        }
        if (order.isEmpty()) {
            return invalid("the order has " + errors.size() + " wrong field(s)", errors);
        }
        return new Valid(new PlaceOrder.Command(
                order.get().customer(),
                key,
                order.get().channel(),
                order.get().express(),
                order.get().items(),
                context(request.correlation())));
    }

    private static Invalid invalid(String detail, List<FieldError> errors) {
        return new Invalid(Problem.badRequest(detail, errors));
    }

    private static EventContext context(Correlation correlation) {
        return new EventContext(correlation.traceparent(), correlation.correlationId(), correlation.causationId());
    }
}
