package io.orderchannel.order.handler;

import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static io.orderchannel.order.domain.OrderFixture.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.kit.LambdaRuntime;
import faas.kit.http.HttpResult;
import faas.kit.http.OpenApi;
import io.orderchannel.order.application.DelegatingOrders;
import io.orderchannel.order.application.InMemoryOrders;
import io.orderchannel.order.application.Orders;
import io.orderchannel.order.application.OrdersOverloadedException;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import io.orderchannel.order.domain.OrderId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GetOrderHandlerTest {
    private static final OrderFixture ORDER = anOrder().of(item("MUG-BLUE", 2, 1250), item("LID", 1, 0));

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final OpenApi openApi = new OpenApi("order");

    @Test
    void an_order_is_shown_with_its_total() {
        HttpResult result =
                get(storing(ORDER.confirmed()), "/orders/" + ORDER.id().value());

        assertThat(result.status()).isEqualTo(200);
        assertThat(result.body())
                .isEqualTo("{\"orderId\":\"" + ORDER.id().value()
                        + "\",\"customerId\":\"customer-1\",\"channel\":\"COURIER\",\"express\":false,\"state\":\"CONFIRMED\",\"version\":2,\"items\":["
                        + "{\"sku\":\"MUG-BLUE\",\"quantity\":2,\"unitPrice\":{\"amount\":1250,\"currency\":\"EUR\"}},"
                        + "{\"sku\":\"LID\",\"quantity\":1,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}],"
                        + "\"total\":{\"amount\":2500,\"currency\":\"EUR\"},\"reason\":null}");
    }

    @Test
    void a_rejected_order_is_shown_with_its_reason() {
        HttpResult result = get(
                storing(ORDER.rejected("no slot left")), "/orders/" + ORDER.id().value());

        assertThat(result.body()).contains("\"state\":\"REJECTED\"").endsWith("\"reason\":\"no slot left\"}");
    }

    @Test
    void an_express_order_is_shown_as_such() {
        HttpResult result =
                get(storing(ORDER.asExpress().placed()), "/orders/" + ORDER.id().value());

        assertThat(result.body()).contains("\"express\":true");
    }

    @Test
    void an_order_is_shown_in_every_state() {
        for (Order order : List.of(ORDER.shipped(), ORDER.delivered(), ORDER.cancelled("too late"))) {
            assertThat(get(storing(order), "/orders/" + ORDER.id().value()).body())
                    .contains("\"state\":\"" + order.state() + "\"")
                    .endsWith(order.reasonGiven()
                            .map(reason -> "\"reason\":\"" + reason + "\"}")
                            .orElse("\"reason\":null}"));
        }
    }

    @Test
    void an_order_that_is_not_there_is_not_found() {
        assertThat(get(new InMemoryOrders(), "/orders/" + ORDER.id().value()).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/orders", "/orders/", "/orders/x", "/orders/%00", "/orders/1/items"})
    void what_cannot_be_an_order_is_not_found(String path) {
        Orders mustNotBeAsked = finding(id -> {
            throw new AssertionError("asked for " + id);
        });

        assertThat(get(mustNotBeAsked, path).status()).isEqualTo(404);
    }

    @Test
    void another_method_is_not_allowed() {
        HttpResult result = request(
                storing(ORDER.placed()), "DELETE", "/orders/" + ORDER.id().value());

        assertThat(result.status()).isEqualTo(405);
        assertThat(result.header("allow")).contains("GET");
    }

    @Test
    void an_overloaded_store_is_answered_with_try_again() {
        Orders overloaded = finding(_ -> {
            throw new OrdersOverloadedException("throttled", new IllegalStateException());
        });

        assertThat(get(overloaded, "/orders/" + ORDER.id().value()).status()).isEqualTo(503);
    }

    private static Orders storing(Order order) {
        return finding(id -> id.equals(order.id()) ? Optional.of(order) : Optional.empty());
    }

    private static Orders finding(Function<OrderId, Optional<Order>> find) {
        return new DelegatingOrders(new InMemoryOrders()) {
            @Override
            public Optional<Order> find(OrderId id) {
                return find.apply(id);
            }
        };
    }

    private HttpResult get(Orders orders, String path) {
        return request(orders, "GET", path);
    }

    private HttpResult request(Orders orders, String method, String path) {
        String event = LambdaRuntime.event("place-order")
                .replace("\"rawPath\": \"/orders\"", "\"rawPath\": \"" + path + "\"")
                .replace("\"method\": \"POST\"", "\"method\": \"" + method + "\"");
        HttpResult result = HttpResult.of(runtime.invoke(
                new GetOrderHandler(orders, runtime.invocations()),
                APIGatewayV2HTTPEvent.class,
                APIGatewayV2HTTPResponse.class,
                event));
        openApi.check("/orders/{orderId}", "get", result);
        return result;
    }
}
