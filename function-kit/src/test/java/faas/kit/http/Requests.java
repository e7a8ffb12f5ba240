package faas.kit.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Map;

/** Requests to a function URL, for tests. */
final class Requests {
    private Requests() {}

    static APIGatewayV2HTTPEvent json(String body) {
        return post("/orders", Map.of("content-type", "application/json"), body);
    }

    static APIGatewayV2HTTPEvent post(String path, Map<String, String> headers, String body) {
        return request("POST", path, headers, body);
    }

    static APIGatewayV2HTTPEvent get(String path) {
        return request("GET", path, Map.of(), "");
    }

    private static APIGatewayV2HTTPEvent request(String method, String path, Map<String, String> headers, String body) {
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath(path)
                .withHeaders(headers)
                .withBody(body)
                .withIsBase64Encoded(false)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withRequestId("request-1")
                        .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                .withMethod(method)
                                .build())
                        .build())
                .build();
    }
}
