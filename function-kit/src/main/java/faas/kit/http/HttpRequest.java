package faas.kit.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import faas.kit.log.Correlation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to a function URL (payload format 2.0,
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking Lambda function URLs</a>). Lambda
 * sends header names in lower case and a body that is not text in Base64; a test or another engine may not, so names are
 * compared without regard to case.
 */
public final class HttpRequest {
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final String method;
    private final String path;
    private final String requestId;
    private final Map<String, String> headers;
    private final byte[] body;

    private HttpRequest(String method, String path, String requestId, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.requestId = requestId;
        this.headers = headers;
        this.body = body;
    }

    /** The request that the event describes. */
    public static HttpRequest of(APIGatewayV2HTTPEvent event) {
        Map<String, String> headers = new HashMap<>();
        if (event.getHeaders() != null) {
            event.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
        return new HttpRequest(
                context.getHttp().getMethod().toUpperCase(Locale.ROOT),
                event.getRawPath() == null || event.getRawPath().isEmpty() ? "/" : event.getRawPath(),
                context.getRequestId(),
                headers,
                body(event.getBody(), event.getIsBase64Encoded()));
    }

    private static byte[] body(@Nullable String body, boolean base64) {
        if (body == null) {
            return new byte[0];
        }
        return base64 ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    }

    /** The method, in capitals. */
    public String method() {
        return method;
    }

    /** The path as sent, from its first slash, without the query. */
    public String path() {
        return path;
    }

    /** The URL's id of the request. */
    public String requestId() {
        return requestId;
    }

    /** A header field; {@code name} in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as it was sent, byte for byte, after the Base64 that Lambda may have put it into. */
    public byte[] body() {
        return body.clone();
    }

    /**
     * What ties together all that follows from the request: the client's trace context or, without a valid one, a new trace
     * whose id is the request's.
     */
    public Correlation correlation() {
        String traceparent = header("traceparent")
                .filter(sent -> TRACEPARENT.matcher(sent).matches())
                .orElseGet(this::newTrace);
        return new Correlation(traceparent, requestId, requestId);
    }

    /** Deterministic, so that nothing random is needed. Flags 00: nothing is sampled here. */
    private String newTrace() {
        String hex = UUID.nameUUIDFromBytes(requestId.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return "00-" + hex + "-" + hex.substring(16) + "-00";
    }

    /**
     * The body, if it is text in UTF-8 of the type {@code application/json} and not too long.
     *
     * @param mostBytes longest body that is read, in bytes
     */
    public JsonBody jsonBody(int mostBytes) {
        String type = header("content-type").orElse("");
        if (!isJson(type)) {
            return new JsonBody.Refused(
                    Problem.unsupportedMediaType("content type is '" + type + "', expected application/json"));
        }
        if (body.length > mostBytes) {
            return new JsonBody.Refused(
                    Problem.contentTooLarge("body has " + body.length + " bytes, expected at most " + mostBytes));
        }
        try {
            return new JsonBody.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            return new JsonBody.Refused(Problem.badRequest("body is not UTF-8", List.of()));
        }
    }

    private static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals("application/json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
