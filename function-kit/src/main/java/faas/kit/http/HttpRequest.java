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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to a function URL (payload format 2.0, <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Invoking Lambda function URLs</a>). Lambda
 * sends header names in lower case and a body that is not text in Base64; a test or another engine may not, so names
 * are compared without regard to case.
 */
public final class HttpRequest {
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
    private static final Pattern XRAY =
            Pattern.compile("Root=1-([0-9a-f]{8})-([0-9a-f]{24});Parent=([0-9a-f]{16});Sampled=([01]).*");

    private final String method;
    private final String path;
    private final EventContext context;
    private final Map<String, String> headers = new HashMap<>();
    private final byte[] body;

    /** @param traceHeader the invocation's, {@link com.amazonaws.services.lambda.runtime.Context#getXrayTraceId} */
    public HttpRequest(APIGatewayV2HTTPEvent event, @Nullable String traceHeader) {
        if (event.getHeaders() != null) {
            event.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        String requestId = event.getRequestContext().getRequestId();
        String text = Objects.requireNonNullElse(event.getBody(), "");
        method = event.getRequestContext().getHttp().getMethod().toUpperCase(Locale.ROOT);
        path = event.getRawPath() == null || event.getRawPath().isEmpty() ? "/" : event.getRawPath();
        context =
                new EventContext(traceparent(headers.get("traceparent"), traceHeader, requestId), requestId, requestId);
        body = event.getIsBase64Encoded() ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8);
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
        return context.correlationId();
    }

    /** A header field; {@code name} in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as it was sent, byte for byte, after the Base64 that Lambda may have put it into. */
    public byte[] body() {
        return body.clone();
    }

    /** What ties together all that follows from the request. */
    public EventContext context() {
        return context;
    }

    /** The client's trace if it is valid, else the invocation's, else one named after the request, not sampled. */
    private static String traceparent(@Nullable String sent, @Nullable String traceHeader, String requestId) {
        if (sent != null && TRACEPARENT.matcher(sent).matches()) {
            return sent;
        }
        Matcher lambda = XRAY.matcher(Objects.requireNonNullElse(traceHeader, ""));
        if (lambda.matches()) {
            return lambda.replaceFirst("00-$1$2-$3-0$4");
        }
        UUID id = UUID.nameUUIDFromBytes(requestId.getBytes(StandardCharsets.UTF_8));
        String hex = id.toString().replace("-", "");
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
