package faas.localcloud.url;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the client gets.
 *
 * @param headers by lower-case name
 * @param body text, or with {@code base64} its base64 form
 */
record UrlResponse(int status, Map<String, String> headers, List<String> cookies, String body, boolean base64) {
    private static final String CONTENT_TYPE = "content-type";
    private static final String JSON_TYPE = "application/json";

    /** They belong to the connection, not to the function. */
    private static final Set<String> CONNECTION_HEADERS =
            Set.of("content-length", "transfer-encoding", "connection", "keep-alive");

    /**
     * A function that fails in whatever way, its time-out included, is a 502.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html">Url5xxCount</a>
     */
    static UrlResponse of(InvocationResult result) {
        return switch (result) {
            case InvocationResult.Success success -> ofPayload(success.payload());
            case InvocationResult.FunctionError _ -> badGateway();
            case InvocationResult.Throttled throttled ->
                error(
                        429,
                        "TooManyRequestsException",
                        Json.text(Json.object()
                                .put("Reason", throttled.reason())
                                .put("Type", "User")
                                .put("message", throttled.message())));
            case InvocationResult.NotFound _ -> error(404, "ResourceNotFoundException", "{\"Message\":null}");
            case InvocationResult.TooLarge _ -> tooLarge();
        };
    }

    /** As AWS answers a request without a valid signature. */
    static UrlResponse forbidden(String message) {
        String field = message.equals("Forbidden") ? "Message" : "message";
        return error(403, "AccessDeniedException", Json.text(Json.object().put(field, message)));
    }

    static UrlResponse tooLarge() {
        return error(413, "RequestTooLargeException", "{\"message\":\"Request Too Long\"}");
    }

    static UrlResponse badGateway() {
        return response(502, Map.of(CONTENT_TYPE, JSON_TYPE), "Internal Server Error");
    }

    byte[] bytes() {
        return base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A document with {@code statusCode} says all; anything else that is JSON is itself the body of a 200, written anew
     * without blanks, and a string without its quotes. AWS's page shows the quotes; what AWS was recorded to answer in
     * November 2025 has none, and what it does counts.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload">Response
     *     payload</a>
     */
    private static UrlResponse ofPayload(String payload) {
        JsonNode response;
        try {
            response = Json.parse(payload);
        } catch (IllegalArgumentException e) {
            return badGateway();
        }
        JsonNode status = response.path("statusCode");
        if (status.isMissingNode() || status.isNull()) {
            return response(
                    200,
                    Map.of(CONTENT_TYPE, JSON_TYPE),
                    response.isTextual() ? response.textValue() : Json.text(response));
        }
        if (!status.canConvertToInt() || status.intValue() < 100 || status.intValue() > 599) {
            return badGateway();
        }
        return explicit(response, status.intValue());
    }

    private static UrlResponse explicit(JsonNode response, int status) {
        Map<String, String> headers = new TreeMap<>();
        headers.put(CONTENT_TYPE, JSON_TYPE);
        response.path("headers").properties().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!CONNECTION_HEADERS.contains(name)) {
                headers.put(name, header.getValue().asText());
            }
        });
        List<String> cookies = new ArrayList<>();
        response.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        JsonNode body = response.path("body");
        String text =
                body.isMissingNode() || body.isNull() ? "" : body.isTextual() ? body.textValue() : Json.text(body);
        boolean base64 = response.path("isBase64Encoded").asBoolean();
        if (base64 && !isBase64(text)) {
            return badGateway();
        }
        return new UrlResponse(status, Map.copyOf(headers), List.copyOf(cookies), text, base64);
    }

    private static boolean isBase64(String text) {
        try {
            var _ = Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static UrlResponse error(int status, String type, String body) {
        return response(status, Map.of(CONTENT_TYPE, JSON_TYPE, "x-amzn-errortype", type), body);
    }

    private static UrlResponse response(int status, Map<String, String> headers, String body) {
        return new UrlResponse(status, headers, List.of(), body, false);
    }
}
