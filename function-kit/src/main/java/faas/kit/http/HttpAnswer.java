package faas.kit.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a function answers over its URL.
 *
 * @param status HTTP status
 * @param headers header fields, content type included
 * @param body text, sent in UTF-8
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** An answer in JSON. */
    public static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, Map.of("content-type", "application/json"), body);
    }

    /** A refusal. */
    public static HttpAnswer problem(Problem problem) {
        return new HttpAnswer(problem.status(), Map.of("content-type", "application/problem+json"), problem.toJson());
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
