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
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        UrlResponse response;
        try {
            response = body.length > MAX_BODY_BYTES
                    ? UrlResponse.tooLarge()
                    : respond(ReceivedRequest.of(exchange, body), requestId);
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

    private UrlResponse respond(ReceivedRequest request, String requestId) {
        return switch (authType) {
            case NONE -> invoke(request, Optional.empty(), requestId);
            case AWS_IAM ->
                switch (verifier.verify(request)) {
                    case Verdict.Verified(Caller caller, Signature _) ->
                        callers.mayCall(caller, functionName)
                                ? invoke(request, Optional.of(caller), requestId)
                                : UrlResponse.forbidden(NOT_ALLOWED);
                    case Verdict.Refused(Reason reason, String message) ->
                        UrlResponse.forbidden(reason == Reason.NOT_SIGNED ? UNSIGNED : message);
                };
        };
    }

    private UrlResponse invoke(ReceivedRequest request, Optional<Caller> caller, String requestId) {
        String event = UrlEvent.of(request, caller, function.functionName(), accountId, requestId, clock.instant());
        return UrlResponse.of(lambda.invoke(functionName, event, InvocationSource.http()));
    }

    private static void send(HttpExchange exchange, UrlResponse response) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        response.cookies().forEach(cookie -> exchange.getResponseHeaders().add("set-cookie", cookie));
        byte[] body = response.bytes();
        boolean bodiless =
                exchange.getRequestMethod().equals("HEAD") || response.status() == 204 || response.status() == 304;
        exchange.sendResponseHeaders(response.status(), bodiless || body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (!bodiless) {
                out.write(body);
            }
        }
    }
}
