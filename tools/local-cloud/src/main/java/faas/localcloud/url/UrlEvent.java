package faas.localcloud.url;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import faas.localcloud.signature.Caller;
import faas.localcloud.signature.ReceivedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The event that a function gets for a request: payload format 2.0.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload">Request
 *     payload</a>
 */
final class UrlEvent {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Cookies have a place of their own, and what proves the caller is not the function's to see. */
    private static final Set<String> NOT_PASSED_ON = Set.of("cookie", "authorization");

    private UrlEvent() {}

    /**
     * Makes the event.
     *
     * @param caller empty for a URL without signatures
     * @param urlId stands where AWS has the first label of the URL's domain
     */
    static String of(
            ReceivedRequest request,
            Optional<Caller> caller,
            String urlId,
            String accountId,
            UrlHandler.Passage passage,
            Instant now) {
        ObjectNode event = Json.object();
        event.put("version", "2.0");
        event.put("routeKey", "$default");
        event.put("rawPath", request.rawPath());
        event.put("rawQueryString", request.rawQuery());
        request.header("cookie").ifPresent(_ -> {
            var cookies = event.putArray("cookies");
            request.headers().getOrDefault("cookie", List.of()).stream()
                    .flatMap(line -> List.of(line.split("; *", -1)).stream())
                    .forEach(cookies::add);
        });
        ObjectNode headers = event.putObject("headers");
        request.headers().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name)) {
                headers.put(name, String.join(",", values));
            }
        });
        headers.put("x-forwarded-for", request.sourceIp());
        headers.put("x-forwarded-port", Integer.toString(passage.port()));
        headers.put("x-forwarded-proto", "http");
        headers.put("x-amzn-trace-id", passage.traceRoot());
        if (!request.rawQuery().isEmpty()) {
            ObjectNode parameters = event.putObject("queryStringParameters");
            request.queryParameters().forEach(parameters::put);
        }
        event.set("requestContext", context(request, caller, urlId, accountId, passage.requestId(), now));
        byte[] body = request.body();
        boolean binary = body.length > 0 && !isText(request.header("content-type"));
        if (body.length > 0) {
            event.put(
                    "body",
                    binary ? Base64.getEncoder().encodeToString(body) : new String(body, StandardCharsets.UTF_8));
        }
        event.put("isBase64Encoded", binary);
        return Json.text(event);
    }

    private static ObjectNode context(
            ReceivedRequest request,
            Optional<Caller> caller,
            String urlId,
            String accountId,
            String requestId,
            Instant now) {
        ObjectNode context = Json.object();
        context.put("accountId", caller.isPresent() ? accountId : "anonymous");
        context.put("apiId", urlId);
        context.putNull("authentication");
        caller.ifPresent(known -> context.putObject("authorizer")
                .putObject("iam")
                .put("accessKey", known.accessKeyId())
                .put("accountId", accountId)
                .put("callerId", known.accessKeyId())
                .putNull("cognitoIdentity")
                .putNull("principalOrgId")
                .put("userArn", known.userArn())
                .put("userId", known.accessKeyId()));
        context.put("domainName", request.header("host").orElse("127.0.0.1"));
        context.put("domainPrefix", urlId);
        context.putObject("http")
                .put("method", request.method())
                .put("path", request.rawPath())
                .put("protocol", request.protocol())
                .put("sourceIp", request.sourceIp())
                .put("userAgent", request.header("user-agent").orElse(""));
        context.put("requestId", requestId);
        context.put("routeKey", "$default");
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        return context;
    }

    /** Bodies of other types are passed on base64-encoded, those without a type among them. */
    private static boolean isText(Optional<String> contentType) {
        String type = contentType.orElse("").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/xml")
                || type.equals("application/javascript")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }
}
