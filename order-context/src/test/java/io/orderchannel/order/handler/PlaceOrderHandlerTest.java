package io.orderchannel.order.handler;

import static io.orderchannel.order.domain.OrderFixture.NOON;
import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.events.CloudEvent;
import faas.json.JsonObject;
import faas.kit.LambdaRuntime;
import faas.kit.http.HttpResult;
import faas.kit.http.OpenApi;
import io.orderchannel.events.order.OrderSnapshot;
import io.orderchannel.order.application.DelegatingOrders;
import io.orderchannel.order.application.InMemoryOrders;
import io.orderchannel.order.application.Orders;
import io.orderchannel.order.application.OrdersOverloadedException;
import io.orderchannel.order.application.PlaceOrder;
import io.orderchannel.order.domain.Channel;
import io.orderchannel.order.domain.Order;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceOrderHandlerTest {
    private static final String EVENT = LambdaRuntime.event("place-order");
    private static final String ITEM =
            "{\"sku\":\"MUG-BLUE\",\"quantity\":2,\"unitPrice\":{\"amount\":1250,\"currency\":\"EUR\"}}";
    private static final String BODY =
            "{\"customerId\":\"customer-1\",\"channel\":\"COURIER\",\"items\":[" + ITEM + "]}";

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryOrders orders = new InMemoryOrders();
    private final PlaceOrderHandler handler = handler(new PlaceOrder(orders, Clock.fixed(NOON, ZoneOffset.UTC)));
    private final OpenApi openApi = new OpenApi("order");

    @Test
    void a_new_order_is_created() {
        HttpResult result = invoke(EVENT);

        assertThat(result.status()).isEqualTo(201);
        assertThat(result.header("location"))
                .contains("/orders/" + anOrder().id().value());
        assertThat(result.header("idempotent-replayed")).isEmpty();
        assertThat(result.body()).isEqualTo("{\"orderId\":\"" + anOrder().id().value() + "\",\"state\":\"PLACED\"}");
        assertThat(orders.find(anOrder().id())).contains(anOrder().placed());
    }

    @Test
    void the_trace_and_the_request_go_into_the_event() {
        invoke(EVENT);

        CloudEvent event = orders.events().getFirst();
        assertThat(event.context().traceparent()).isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(event.context().correlationId()).isEqualTo("e1506fd5-9e7b-434f-bd42-4f8fa224b599");
    }

    @Test
    void the_same_request_is_answered_the_same_and_says_so() {
        HttpResult first = invoke(EVENT);
        HttpResult again = invoke(withBody("""
                 { "items": [ {"unitPrice": {"currency": "EUR", "amount": 1.25e3}, "quantity": 2, "sku": "MUG-\\u0042LUE"} ],
                   "channel": "COURIER", "customerId": "customer-1" }"""));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("location")).isEqualTo(first.header("location"));
        assertThat(again.header("idempotent-replayed")).contains("true");
        assertThat(orders.events()).hasSize(1);
    }

    @Test
    void the_answer_stays_the_same_after_the_order_was_settled() {
        HttpResult first = invoke(EVENT);
        orders.storeChange(anOrder().confirmed(), orders.events().getFirst());

        HttpResult again = invoke(EVENT);

        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void the_same_key_with_another_order_is_refused() {
        invoke(EVENT);

        HttpResult result = invoke(withBody(BODY.replace("\"quantity\":2", "\"quantity\":3")));

        assertThat(result.status()).isEqualTo(422);
        assertThat(orders.find(anOrder().id())).contains(anOrder().placed());
    }

    @Test
    void an_order_that_names_no_channel_goes_to_the_store() {
        invoke(withBody(BODY.replace("\"channel\":\"COURIER\",", "")));

        assertThat(orders.find(anOrder().id()))
                .contains(anOrder().through(Channel.STORE).placed());
    }

    @Test
    void an_express_order_says_so_in_its_event() {
        invoke(withBody(BODY.replace("\"channel\"", "\"express\":true,\"channel\"")));

        assertThat(orders.find(anOrder().id())).contains(anOrder().asExpress().placed());
        assertThat(orders.events().getFirst().data())
                .isInstanceOfSatisfying(
                        OrderSnapshot.class,
                        order -> assertThat(order.express()).isTrue());
    }

    @Test
    void an_order_that_says_it_is_not_express_is_the_same_as_one_that_says_nothing() {
        invoke(EVENT);

        HttpResult result = invoke(withBody(BODY.replace("\"channel\"", "\"express\":false,\"channel\"")));

        assertThat(result.header("idempotent-replayed")).contains("true");
    }

    @Test
    void the_same_key_for_an_express_order_is_refused() {
        invoke(EVENT);

        assertThat(invoke(withBody(BODY.replace("\"channel\"", "\"express\":true,\"channel\"")))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void members_that_the_contract_does_not_name_are_ignored() {
        assertThat(invoke(withBody(BODY.replace("{\"customerId\"", "{\"note\":[1],\"customerId\"")))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"customer-1\" | 17           | #/customerId",
                "\"customer-1\" | null         | #/customerId",
                "\"customer-1\" | \"\"         | #/customerId",
                "\"customerId\" | \"customer\" | #/customerId",
                "\"COURIER\"    | \"DRONE\"    | #/channel",
                "\"COURIER\"    | \"courier\"  | #/channel",
                "\"COURIER\"    | null         | #/channel",
                "\"channel\"    | \"express\":\"true\",\"channel\" | #/express",
                "\"channel\"    | \"express\":1,\"channel\" | #/express",
                "\"channel\"    | \"express\":null,\"channel\" | #/express",
                "\"items\"      | \"item\"     | #/items",
                "\"MUG-BLUE\"   | \" \"        | #/items/0/sku",
                "\"MUG-BLUE\"   | \"\\ud800\"  | #/items/0/sku",
                "\"quantity\":2 | \"quantity\":0 | #/items/0/quantity",
                "\"quantity\":2 | \"quantity\":1.5 | #/items/0/quantity",
                "\"quantity\":2 | \"quantity\":\"2\" | #/items/0/quantity",
                "\"quantity\":2 | \"quantity\":1000001 | #/items/0/quantity",
                "\"quantity\":2 | \"quantity\":1e400 | #/items/0/quantity",
                "1250           | -1           | #/items/0/unitPrice/amount",
                "1250           | 9007199254740992 | #/items/0/unitPrice/amount",
                "1250           | true         | #/items/0/unitPrice/amount",
                "\"EUR\"        | \"eur\"      | #/items/0/unitPrice/currency",
                "\"EUR\"        | \"ZZZ\"      | #/items/0/unitPrice/currency",
                "\"unitPrice\"  | \"price\"    | #/items/0/unitPrice",
                "1250           | 9007199254740991 | #/items",
            })
    void a_wrong_field_is_named(String right, String wrong, String pointer) {
        HttpResult result = invoke(withBody(BODY.replace(right.strip(), wrong.strip())));

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.wrongFields()).containsExactly(pointer.strip());
        assertThat(orders.events()).isEmpty();
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        HttpResult result = invoke(withBody("""
                {"customerId": "", "channel": 1, "items": [
                  {"sku": "A", "quantity": 1, "unitPrice": {"amount": 1, "currency": "EUR"}},
                  {"sku": "", "quantity": 0, "unitPrice": {"amount": -1, "currency": "?"}},
                  {"quantity": 1, "unitPrice": 12},
                  "B",
                  {"sku": "C", "quantity": 1, "unitPrice": {"amount": 1, "currency": "USD"}}]}"""));

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.wrongFields())
                .containsExactlyInAnyOrder(
                        "#/customerId",
                        "#/channel",
                        "#/items/1/sku",
                        "#/items/1/quantity",
                        "#/items/1/unitPrice/amount",
                        "#/items/1/unitPrice/currency",
                        "#/items/2/sku",
                        "#/items/2/unitPrice",
                        "#/items/3",
                        "#/items/4/unitPrice/currency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1", "{\"a\":1} trailing", "null", "[]", "\"text\"", "17"})
    void a_body_that_is_no_json_object_is_refused(String body) {
        HttpResult result = invoke(withBody(body));

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.wrongFields()).containsExactly("#");
    }

    @Test
    void a_body_that_nests_too_deep_is_refused() {
        HttpResult result = invoke(withBody("{\"gift\":" + "[".repeat(60_000)));

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.wrongFields()).containsExactly("#");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void an_order_of_no_item_or_too_many_is_refused(int items) {
        String list = items == 0 ? "" : (ITEM + ",").repeat(items - 1) + ITEM;

        HttpResult result = invoke(withBody("{\"customerId\":\"c\",\"items\":[" + list + "]}"));

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.wrongFields()).containsExactly("#/items");
    }

    @Test
    void the_largest_order_is_created() {
        String item = ITEM.replace("MUG-BLUE", "漢".repeat(64)).replace("\"quantity\":2", "\"quantity\":1000000");
        String padding = " ".repeat(64 * 1024 - utf8Length(order(item, 100)));

        assertThat(invoke(withBody(order(item, 100) + padding)).status()).isEqualTo(201);
        assertThat(invoke(withBody(order(item, 100) + padding + " ")).status()).isEqualTo(413);
    }

    @Test
    void a_body_in_base64_is_measured_and_read_decoded() {
        String encoded = Base64.getEncoder().encodeToString(BODY.getBytes(StandardCharsets.UTF_8));

        HttpResult result =
                invoke(withBody(encoded).replace("\"isBase64Encoded\": false", "\"isBase64Encoded\": true"));

        assertThat(result.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/jsonx", "application/json; charset=utf-16"})
    void another_content_type_is_refused(String contentType) {
        assertThat(invoke(EVENT.replace("application/json", contentType)).status())
                .isEqualTo(415);
    }

    @Test
    void a_missing_content_type_is_refused() {
        assertThat(invoke(EVENT.replace("\"content-type\"", "\"x-other\"")).status())
                .isEqualTo(415);
    }

    @Test
    void a_missing_key_is_refused() {
        HttpResult result = invoke(EVENT.replace("\"idempotency-key\"", "\"x-other\""));

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.body()).contains("header Idempotency-Key is missing");
    }

    @Test
    void the_wrong_fields_of_a_body_are_named_before_a_missing_key() {
        HttpResult result =
                invoke(withBody(BODY.replace("\"customer-1\"", "17")).replace("\"idempotency-key\"", "\"x-other\""));

        assertThat(result.status()).isEqualTo(400);
        assertThat(result.wrongFields()).containsExactly("#/customerId");
    }

    @Test
    void a_key_that_is_too_long_is_refused() {
        assertThat(invoke(EVENT.replace("key-1", "k".repeat(256))).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/order", "/orders/", "/orders/1", "/ORDERS"})
    void another_path_is_not_found(String path) {
        assertThat(invoke(EVENT.replace("\"rawPath\": \"/orders\"", "\"rawPath\": \"" + path + "\""))
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void another_method_is_not_allowed(String method) {
        HttpResult result = invoke(EVENT.replace("\"method\": \"POST\"", "\"method\": \"" + method + "\""));

        assertThat(result.status()).isEqualTo(405);
        assertThat(result.header("allow")).contains("POST");
    }

    @Test
    void an_overloaded_store_is_answered_with_try_again() {
        PlaceOrderHandler overloaded = failing(new OrdersOverloadedException("throttled", new IllegalStateException()));

        HttpResult result = invoke(overloaded, EVENT);

        assertThat(result.status()).isEqualTo(503);
        assertThat(result.header("retry-after")).contains("1");
    }

    @Test
    void a_store_that_fails_is_an_error_of_the_function() {
        PlaceOrderHandler failing = failing(new IllegalStateException("no such table"));

        assertThatThrownBy(() -> invoke(failing, EVENT)).hasMessage("no such table");
    }

    @Test
    void nothing_personal_is_logged() {
        invoke(EVENT);
        invoke(withBody(BODY.replace("\"MUG-BLUE\"", "17")));

        assertThat(runtime.lines()).isNotEmpty().noneMatch(line -> line.contains("customer-1"));
    }

    /** What the document says about a body is what the door says, but for rules that a schema cannot state. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"customerId\":\"c\",\"items\":[]}",
                "{\"customerId\":\"  \",\"items\":[{\"sku\":\"s\",\"quantity\":1,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}]}",
                "{\"customerId\":\"\u00a0\",\"items\":[{\"sku\":\"s\",\"quantity\":1,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}]}",
                "{\"customerId\":\"c\",\"items\":[{}]}",
                "{\"customerId\":\"c\",\"items\":[{\"sku\":\"s\",\"quantity\":1,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}]}",
                "{\"customerId\":\"c\",\"items\":[{\"sku\":\"s\",\"quantity\":1.0,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}]}",
                "{\"customerId\":\"c\",\"items\":[{\"sku\":\"s\",\"quantity\":0,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}]}",
                "{\"customerId\":\"c\",\"items\":[{\"sku\":\"s\",\"quantity\":1,\"unitPrice\":{\"amount\":0,\"currency\":\"euro\"}}]}",
                "{\"customerId\":\"c\",\"channel\":\"LOCKER\",\"items\":[{\"sku\":\"s\",\"quantity\":1,\"unitPrice\":{\"amount\":9007199254740991,\"currency\":\"EUR\"}}]}",
                "{\"customerId\":\"c\",\"express\":true,\"items\":[{\"sku\":\"s\",\"quantity\":1,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}]}",
                "{\"customerId\":\"c\",\"express\":\"yes\",\"items\":[{\"sku\":\"s\",\"quantity\":1,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}]}",
                "{\"customerId\":\"c\",\"channel\":\"\",\"items\":[{\"sku\":\"s\",\"quantity\":1,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}]}"
            })
    void the_door_and_the_document_take_the_same_bodies(String body) {
        assertThat(invoke(withBody(body)).status() == 201).isEqualTo(openApi.takes("NewOrder", body));
    }

    /** The function URL answers so by itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Message\":\"Forbidden\"}",
                "{\"message\":\"The security token included in the request is invalid.\"}"
            })
    void the_document_names_the_answer_to_a_caller_who_is_not_verified(String body) {
        HttpResult forbidden = new HttpResult(
                Map.of("statusCode", 403, "headers", Map.of("content-type", "application/json"), "body", body));

        openApi.check("/orders", "post", forbidden);
        openApi.check("/orders/{orderId}", "get", forbidden);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 129})
    void the_door_and_the_document_count_characters_alike(int length) {
        String body = "{\"customerId\":\"" + "😀".repeat(length)
                + "\",\"items\":[{\"sku\":\"s\",\"quantity\":1,\"unitPrice\":{\"amount\":0,\"currency\":\"EUR\"}}]}";

        assertThat(invoke(withBody(body)).status() == 201).isEqualTo(length == 128);
        assertThat(openApi.takes("NewOrder", body)).isEqualTo(length == 128);
    }

    private PlaceOrderHandler failing(RuntimeException failure) {
        Orders store = new DelegatingOrders(orders) {
            @Override
            public Optional<String> storeNew(Order.Placed order, CloudEvent event) {
                throw failure;
            }
        };
        return handler(new PlaceOrder(store, Clock.systemUTC()));
    }

    private PlaceOrderHandler handler(PlaceOrder placeOrder) {
        return new PlaceOrderHandler(placeOrder, runtime.invocations());
    }

    private HttpResult invoke(String event) {
        return invoke(handler, event);
    }

    private HttpResult invoke(PlaceOrderHandler function, String event) {
        HttpResult result = HttpResult.of(
                runtime.invoke(function, APIGatewayV2HTTPEvent.class, APIGatewayV2HTTPResponse.class, event));
        openApi.check("/orders", "post", result);
        return result;
    }

    private static String order(String item, int count) {
        return "{\"customerId\":\"c\",\"items\":[" + (item + ",").repeat(count - 1) + item + "]}";
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String withBody(String body) {
        int start = EVENT.indexOf("\"body\": ");
        int end = EVENT.indexOf("\"isBase64Encoded\"");
        String member = new JsonObject().put("body", body).toString();
        return EVENT.substring(0, start) + member.substring(1, member.length() - 1) + ",\n  " + EVENT.substring(end);
    }
}
