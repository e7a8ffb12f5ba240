package io.orderchannel.acceptance;

import static io.orderchannel.acceptance.system.OrderSystem.json;
import static io.orderchannel.acceptance.system.Orders.aKey;
import static io.orderchannel.acceptance.system.Orders.anOrder;
import static io.orderchannel.acceptance.system.Orders.theLargestOrder;
import static org.assertj.core.api.Assertions.assertThat;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.cli.http.Caller;
import faas.cli.http.SignedHttp;
import io.orderchannel.acceptance.system.OrderSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What callers who do something wrong are told. */
@Order(2)
@RunsOn(DemoStage.class)
class HttpContractIT {

    private static final Map<String, String> JSON_WITH_KEY =
            Map.of("Content-Type", "application/json", "Idempotency-Key", "k1");

    @Test
    void an_invalid_order_is_refused_and_every_wrong_field_is_named(OrderSystem system) {
        var response = system.place(aKey(), """
                {"customerId":"","channel":"PIGEON","items":[
                  {"sku":"tea","quantity":0,"unitPrice":{"amount":-1,"currency":"EURO"}}]}""");

        assertProblem(response, 400);
        assertThat(json(response).path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "#/customerId",
                        "#/channel",
                        "#/items/0/quantity",
                        "#/items/0/unitPrice/amount",
                        "#/items/0/unitPrice/currency");
        assertThat(json(response).path("errors").findValuesAsText("detail"))
                .hasSize(5)
                .doesNotContain("");
    }

    @Test
    void a_missing_key_is_refused(OrderSystem system) {
        assertProblem(
                system.send("POST", system.placeOrderUrl(), Map.of("Content-Type", "application/json"), anOrder()),
                400);
    }

    @Test
    void a_body_that_is_no_json_is_refused(OrderSystem system) {
        assertProblem(system.place(aKey(), "{\"customerId\":"), 400);
    }

    @Test
    void a_body_over_64_kib_is_refused(OrderSystem system) {
        assertProblem(system.place(aKey(), theLargestOrder() + " "), 413);
    }

    @Test
    void another_content_type_is_refused(OrderSystem system) {
        assertProblem(
                system.send(
                        "POST",
                        system.placeOrderUrl(),
                        Map.of("Content-Type", "text/plain", "Idempotency-Key", aKey()),
                        anOrder()),
                415);
    }

    @Test
    void an_unknown_order_is_not_found(OrderSystem system) {
        assertProblem(system.send("GET", system.orderUrl("0".repeat(64)), Map.of(), ""), 404);
    }

    @Test
    void an_unknown_path_is_not_found(OrderSystem system) {
        var elsewhere = system.placeOrderUrl().resolve("/elsewhere");

        assertProblem(system.send("POST", elsewhere, JSON_WITH_KEY, anOrder()), 404);
    }

    @Test
    void another_method_is_not_allowed(OrderSystem system) {
        assertProblem(system.send("DELETE", system.placeOrderUrl(), Map.of(), ""), 405);
        assertProblem(system.send("PUT", system.orderUrl("0".repeat(64)), JSON_WITH_KEY, anOrder()), 405);
    }

    @Test
    @Needs(Ability.SIGNED_URLS)
    void an_unsigned_request_is_forbidden(OrderSystem system) throws Exception {
        assertThat(unsigned(system.orderUrl("none"), Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    @Needs(Ability.SIGNED_URLS)
    void a_request_signed_with_a_wrong_secret_is_forbidden(OrderSystem system) throws Exception {
        var right = system.engine().connection().caller();
        try (var http = new SignedHttp(new Caller(right.region(), right.accessKeyId(), "wrong"))) {
            assertThat(http.send("GET", system.orderUrl("none"), Map.of(), "").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    @Needs(Ability.SIGNED_URLS)
    void a_request_signed_by_an_unknown_caller_is_forbidden(OrderSystem system) throws Exception {
        var right = system.engine().connection().caller();
        try (var http = new SignedHttp(new Caller(right.region(), "AKIAUNKNOWN", right.secretAccessKey()))) {
            assertThat(http.send("GET", system.orderUrl("none"), Map.of(), "").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    @Needs(Ability.SIGNED_URLS)
    void a_stale_signature_is_forbidden(OrderSystem system) throws Exception {
        var response = unsigned(
                system.orderUrl("none"),
                Map.of(
                        "X-Amz-Date",
                        "20200101T000000Z",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential="
                                + system.engine().connection().caller().accessKeyId()
                                + "/20200101/us-east-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, Signature="
                                + "0".repeat(64)));

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    @Needs(Ability.SIGNED_URLS)
    void a_request_that_was_changed_after_it_was_signed_is_forbidden(OrderSystem system) {
        var signedForAnother = system.send("GET", system.orderUrl("none"), Map.of("Host", "elsewhere.example"), "");

        assertThat(signedForAnother.statusCode()).isEqualTo(403);
    }

    private static HttpResponse<String> unsigned(URI uri, Map<String, String> headers)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(uri);
            headers.forEach(request::header);
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(response).path("status").asInt()).isEqualTo(status);
        assertThat(json(response).path("title").asText()).isNotEmpty();
    }
}
