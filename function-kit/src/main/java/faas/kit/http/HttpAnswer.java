package faas.kit.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a function answers over its URL: HTTP status, header fields, and text that is sent in UTF-8. */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
    /** An answer in JSON. */
    public static HttpAnswer json(int status, JsonObject body) {
        return new HttpAnswer(status, Map.of("content-type", "application/json"), body.toString());
    }

    /** The answer with one more header field. */
    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body);
    }

    /** As the response of a function URL. */
    APIGatewayV2HTTPResponse toResponse() {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(body)
                .withIsBase64Encoded(false)
                .build();
    }
}
