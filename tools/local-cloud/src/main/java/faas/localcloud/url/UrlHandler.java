package faas.localcloud.url;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.signature.Caller;
import faas.localcloud.signature.ReceivedRequest;
import faas.localcloud.signature.Signature;
import faas.localcloud.signature.SignatureVerifier;
import faas.localcloud.signature.SignatureVerifier.Reason;
import faas.localcloud.signature.SignatureVerifier.Verdict;
import faas.localcloud.url.FunctionUrls.AuthType;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One function URL: verifies, invokes, answers. */
final class UrlHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UrlHandler.class);

    /** Payload quota of an invocation, which a request's body alone must not exceed either. */
    private static final int MAX_BODY_BYTES = 6 * 1024 * 1024;

    private static final String UNSIGNED = "Forbidden";
    private static final String NOT_ALLOWED = "Forbidden. For troubleshooting Function URL authorization issues, see:"
            + " https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";

    private static final String TRACE_HEADER = "x-amzn-trace-id";
    private static final Pattern TRACE_ROOT = Pattern.compile("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");

    /**
     * What the URL adds to a request on its way to the function.
     *
     * @param port that the request came to
     */
    record Passage(String requestId, String traceRoot, int port) {}

    private final String functionName;
    private final AuthType authType;
    private final FunctionSpec function;
    private final LambdaService lambda;
    private final SignatureVerifier verifier;
    private final Callers callers;
    private final String accountId;
    private final InstantSource clock;

    UrlHandler(
            String functionName,
            AuthType authType,
            FunctionSpec function,
            LambdaService lambda,
            SignatureVerifier verifier,
            Callers callers,
            String accountId,
            InstantSource clock) {
        this.functionName = functionName;
        this.authType = authType;
        this.function = function;
        this.lambda = lambda;
        this.verifier = verifier;
        this.callers = callers;
        this.accountId = accountId;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String requestId = UUID.randomUUID().toString();
        String traceRoot = traceRoot(exchange);
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        exchange.getResponseHeaders().set(TRACE_HEADER, traceRoot);
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        UrlResponse response;
        try {
            response = body.length > MAX_BODY_BYTES
                    ? UrlResponse.tooLarge()
                    : respond(ReceivedRequest.of(exchange, body), new Passage(requestId, traceRoot, port(exchange)));
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                // The engine stops, and with it the connection.
                exchange.close();
                return;
            }
            LOG.error("{}: request {} to its URL failed", function.name(), requestId, e);
            response = UrlResponse.badGateway();
        }
        send(exchange, response);
    }

    /** The trace that the caller names, else a new one. */
    private static String traceRoot(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(TRACE_HEADER))
                .map(TRACE_ROOT::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .orElseGet(InvocationSource::newTraceRoot);
    }

    private static int port(HttpExchange exchange) {
        return exchange.getLocalAddress().getPort();
    }

    private UrlResponse respond(ReceivedRequest request, Passage passage) {
        return switch (authType) {
            case NONE -> invoke(request, Optional.empty(), passage);
            case AWS_IAM ->
                switch (verifier.verify(request)) {
                    case Verdict.Verified(Caller caller, Signature _) ->
                        isFor(request, passage) && callers.mayCall(caller, functionName)
                                ? invoke(request, Optional.of(caller), passage)
                                : UrlResponse.forbidden(NOT_ALLOWED);
                    case Verdict.Refused(Reason reason, String message) ->
                        UrlResponse.forbidden(reason == Reason.NOT_SIGNED ? UNSIGNED : message);
                };
        };
    }

    /** Whether this URL is the one that was signed: on AWS the host says which function a request is for. */
    private static boolean isFor(ReceivedRequest request, Passage passage) {
        return request.header("host").orElse("").endsWith(":" + passage.port());
    }

    private UrlResponse invoke(ReceivedRequest request, Optional<Caller> caller, Passage passage) {
        String event = UrlEvent.of(request, caller, function.functionName(), accountId, passage, clock.instant());
        return UrlResponse.of(lambda.invoke(functionName, event, InvocationSource.http(passage.traceRoot())));
    }

    private static void send(HttpExchange exchange, UrlResponse response) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        response.cookies().forEach(cookie -> exchange.getResponseHeaders().add("set-cookie", cookie));
        byte[] body = response.bytes();
        boolean bodiless =
                exchange.getRequestMethod().equals("HEAD") || response.status() == 204 || response.status() == 304;
        // Before a connection is closed, an answer declared as empty is sometimes a reset to the client (JDK 25).
        boolean closes = "close".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("connection"));
        exchange.sendResponseHeaders(response.status(), bodiless || (body.length == 0 && !closes) ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (!bodiless) {
                out.write(body);
            }
        }
    }
}
