package faas.kit.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import faas.events.EventContext;
import faas.json.JsonReader;
import faas.json.UnreadableJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A request to a function URL (payload format 2.0, <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking Lambda function URLs</a>). Lambda
 * sends header names in lower case and a body that is not text in Base64; a test or another engine may not, so names
 * are compared without regard to case.
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

    public static HttpRequest of(APIGatewayV2HTTPEvent event) {
        Map<String, String> headers = new HashMap<>();
        if (event.getHeaders() != null) {
            event.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
        String body = Objects.requireNonNullElse(event.getBody(), "");
        return new HttpRequest(
                context.getHttp().getMethod().toUpperCase(Locale.ROOT),
                event.getRawPath() == null || event.getRawPath().isEmpty() ? "/" : event.getRawPath(),
                context.getRequestId(),
                headers,
                event.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8));
    }

    /** In capitals. */
    public String method() {
        return method;
    }

    /** As sent, without the query. */
    public String path() {
        return path;
    }

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

    /** What ties together all that follows from the request: the client's trace or, if it is not valid, a new one. */
    public EventContext context() {
        String traceparent = header("traceparent")
                .filter(sent -> TRACEPARENT.matcher(sent).matches())
                .orElseGet(this::newTrace);
        return new EventContext(traceparent, requestId, requestId);
    }

    /** Named after the request. Flags 00: nothing is sampled here. */
    private String newTrace() {
        String hex = UUID.nameUUIDFromBytes(requestId.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return "00-" + hex + "-" + hex.substring(16) + "-00";
    }

    /**
     * What {@code read} makes of the body, which is a JSON object in UTF-8 of the type {@code application/json}.
     *
     * @param what the body is, for the answer: {@code order}
     * @throws HttpProblem if it is not, naming every wrong field
     */
    public <T> T json(String what, int mostBytes, Function<JsonReader, T> read) {
        String type = header("content-type").orElse("");
        if (!isJson(type)) {
            throw HttpProblem.of(415, "content type is '" + type + "', expected application/json");
        }
        if (body.length > mostBytes) {
            throw HttpProblem.of(413, "body has " + body.length + " bytes, expected at most " + mostBytes);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return JsonReader.read(what, text, read);
        } catch (CharacterCodingException _) {
            throw HttpProblem.badRequest("body is not UTF-8", List.of());
        } catch (UnreadableJsonException wrong) {
            throw HttpProblem.badRequest(
                    "the " + what + " has " + wrong.errors().size() + " wrong field(s)", wrong.errors());
        }
    }

    private static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).strip().split("\\s*;\\s*", -1);
        return parts[0].equals("application/json")
                && Arrays.stream(parts)
                        .filter(part -> part.startsWith("charset="))
                        .allMatch(part -> part.replace("\"", "").equals("charset=utf-8"));
    }
}
