package faas.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.json.JsonObject;
import faas.kit.FakeContext;
import faas.kit.TestInvocation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDoorTest {
    private final TestInvocation test = new TestInvocation();
    private final FakeContext context = new FakeContext(10_000);
    private final HttpDoor orders = new HttpDoor(
            test.invocations(Map.of()),
            "GET",
            "/orders/{orderId}",
            (request, orderId, invocation, log) -> HttpAnswer.json(200, new JsonObject().put("id", orderId)));

    @Test
    void a_request_on_the_route_is_answered_by_the_handler() {
        APIGatewayV2HTTPResponse response = orders.open(Requests.get("/orders/7f3"), context);

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getBody()).isEqualTo("{\"id\":\"7f3\"}");
        assertThat(response.getHeaders()).containsExactly(Map.entry("content-type", "application/json"));
    }

    @Test
    void each_request_is_logged_with_its_correlation_and_counted() {
        orders.open(Requests.get("/orders/7f3"), context);

        assertThat(test.lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("request answered", "\"status\":200", "\"correlationId\":\"request-1\"")
                                .doesNotContain("7f3"),
                        metrics -> assertThat(metrics).contains("\"Answers200\":1"));
    }

    @Test
    void a_request_without_a_trace_belongs_to_that_of_its_invocation() {
        context.setXrayTraceId("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");

        orders.open(Requests.get("/orders/7f3"), context);

        assertThat(test.lines().getFirst())
                .contains("\"traceparent\":\"00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/orders", "/orders/", "/orders/7f3/items", "/order/7f3", "/Orders/7f3"})
    void another_path_is_not_found(String path) {
        APIGatewayV2HTTPResponse response = orders.open(Requests.get(path), context);

        assertThat(response.getStatusCode()).isEqualTo(404);
        assertThat(response.getHeaders()).containsEntry("content-type", "application/problem+json");
        assertThat(response.getBody())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"no resource has this path, expected /orders/{orderId}\",\"errors\":[]}");
    }

    @Test
    void another_method_is_not_allowed_and_the_allowed_one_is_named() {
        APIGatewayV2HTTPResponse response = orders.open(Requests.post("/orders/7f3", Map.of(), ""), context);

        assertThat(response.getStatusCode()).isEqualTo(405);
        assertThat(response.getHeaders()).containsEntry("allow", "GET");
    }

    @Test
    void a_failure_is_logged_and_is_an_error_of_the_function() {
        HttpDoor broken =
                new HttpDoor(test.invocations(Map.of()), "POST", "/orders", (request, none, invocation, log) -> {
                    throw new IllegalStateException("table is gone");
                });

        assertThatIllegalStateException().isThrownBy(() -> broken.open(Requests.json("{}"), context));
        assertThat(test.lines()).anySatisfy(line -> assertThat(line).contains("request failed", "table is gone"));
    }

    @Test
    void a_route_has_its_parameter_at_its_end() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> route("/orders/{orderId}/items"))
                .withMessage(
                        "route is '/orders/{orderId}/items', expected /path or /path/{parameter} with nothing after"
                                + " the parameter");
        assertThatIllegalArgumentException().isThrownBy(() -> route("orders"));
    }

    @Test
    void a_problem_of_the_handler_is_its_answer() {
        HttpDoor refusing =
                new HttpDoor(test.invocations(Map.of()), "POST", "/orders", (request, none, invocation, log) -> {
                    throw HttpProblem.of(409, "too late");
                });

        APIGatewayV2HTTPResponse response = refusing.open(Requests.json("{}"), context);

        assertThat(response.getStatusCode()).isEqualTo(409);
        assertThat(response.getBody()).contains("too late");
        assertThat(test.lines()).anySatisfy(line -> assertThat(line).contains("\"Answers409\":1"));
    }

    private HttpDoor route(String route) {
        return new HttpDoor(test.invocations(Map.of()), "GET", route, (_, _, _, _) -> {
            throw new AssertionError("no request");
        });
    }
}
