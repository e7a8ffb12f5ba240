package faas.localcloud.http;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Calls operations in AWS's JSON protocol, which SQS and DynamoDB speak. The engine's own calls use it instead of the
 * SDK, which costs half a second of start-up. Safe for use by several threads.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0 protocol</a>
 */
public final class AwsJsonClient implements AutoCloseable {
    private final HttpUpstream upstream;
    private final String prefix;

    /** @param prefix what stands before the operation in {@code X-Amz-Target}, as {@code AmazonSQS} */
    public AwsJsonClient(URI endpoint, String prefix) {
        this.upstream = new HttpUpstream(endpoint);
        this.prefix = prefix;
    }

    /** The server refused the call. */
    public static final class RefusedException extends IOException {
        private final int status;
        private final String code;

        RefusedException(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }

        /** Whether it is the caller's fault, so that a repeat is refused again. */
        public boolean isClientError() {
            return status < 500;
        }

        /** The error's name, as {@code QueueDoesNotExist}. */
        public String code() {
            return code;
        }
    }

    /**
     * Calls one operation.
     *
     * @throws RefusedException if the server refuses it
     * @throws IOException if the server is out of reach
     */
    public JsonNode call(String operation, JsonNode input) throws IOException {
        HttpUpstream.Response response = upstream.send(
                "POST",
                "/",
                List.of(
                        Map.entry("X-Amz-Target", prefix + "." + operation),
                        Map.entry("Content-Type", "application/x-amz-json-1.0"),
                        // DynamoDB Local wants to see a key, and checks no signature.
                        Map.entry(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=engine/20260101/us-east-1/any/aws4_request,"
                                        + " SignedHeaders=host, Signature=0")),
                Json.bytes(input));
        if (response.status() == 200) {
            return response.body().length == 0 ? Json.object() : Json.parse(response.body());
        }
        throw refused(operation, response);
    }

    private RefusedException refused(String operation, HttpUpstream.Response response) {
        String code = "Unknown";
        String message = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            JsonNode error = Json.parse(response.body());
            String type = error.path("__type").asText(code);
            code = type.substring(type.indexOf('#') + 1);
            message = error.path("message").asText(error.path("Message").asText(message));
        } catch (IllegalArgumentException notJson) {
            // What it said stands in the message.
        }
        return new RefusedException(
                response.status(),
                code,
                prefix + "." + operation + ": " + response.status() + " " + code + ": " + message);
    }

    @Override
    public void close() {
        upstream.close();
    }
}
