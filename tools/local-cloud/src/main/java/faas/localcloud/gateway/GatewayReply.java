package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.http.HttpUpstream;
import faas.localcloud.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the gateway answers. */
@SuppressWarnings("ArrayRecordComponent") // a body that is handed on, never compared
record GatewayReply(int status, List<Map.Entry<String, String>> headers, byte[] body) {
    /** Belong to the connection with the upstream, or to a body that may have been changed. */
    private static final Set<String> NOT_HANDED_ON =
            Set.of("connection", "content-length", "transfer-encoding", "date", "server", "keep-alive", "x-amz-crc32");

    static GatewayReply of(HttpUpstream.Response response) {
        return of(response, response.body());
    }

    static GatewayReply of(HttpUpstream.Response response, byte[] body) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Map.Entry<String, String> header : response.headers()) {
            if (!NOT_HANDED_ON.contains(header.getKey())) {
                headers.add(header);
            }
        }
        return new GatewayReply(response.status(), headers, body);
    }

    static GatewayReply json(int status, JsonNode body) {
        return new GatewayReply(
                status, List.of(Map.entry("Content-Type", "application/x-amz-json-1.0")), Json.bytes(body));
    }

    /**
     * An error of a JSON protocol: clients find its name in the body, or for REST in the header.
     *
     * @param code may have a namespace, as {@code com.amazonaws.sqs#QueueDoesNotExist}; the header has none
     */
    static GatewayReply jsonError(int status, String code, String message) {
        return new GatewayReply(
                status,
                List.of(
                        Map.entry("Content-Type", "application/x-amz-json-1.0"),
                        Map.entry("x-amzn-ErrorType", code.substring(code.indexOf('#') + 1))),
                // Both spellings are in use: JSON protocols read "message", REST ones "Message".
                Json.bytes(Json.object()
                        .put("__type", code)
                        .put("message", message)
                        .put("Message", message)));
    }

    static GatewayReply xml(int status, String body) {
        return new GatewayReply(
                status, List.of(Map.entry("Content-Type", "text/xml")), body.getBytes(StandardCharsets.UTF_8));
    }
}
