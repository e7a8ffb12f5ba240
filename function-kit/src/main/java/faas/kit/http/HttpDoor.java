package faas.kit.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;

/**
 * The HTTP door of a function that has one route: another path is answered with 404, another method with 405, and an
 * {@link HttpProblem} that the handler throws with that problem.
 *
 * <p>Any other exception or error of the handler is logged and rethrown. Lambda then answers 502 and counts an error of
 * the function, which its alarm watches; an answer with status 500 would count as success.
 */
public final class HttpDoor {
    private final Invocations invocations;
    private final String method;
    private final String route;
    private final boolean parameterized;
    private final String prefix;
    private final Handler handler;

    /** Answers a request on the route. */
    @FunctionalInterface
    public interface Handler {
        /** With the value of the route's path parameter, empty text for a route without one. */
        HttpAnswer answer(HttpRequest request, String parameter, Invocation invocation, Log log);
    }

    /**
     * @param method the method, in capitals
     * @param route the path, with at most one parameter as its last segment: {@code /orders/{orderId}}
     */
    public HttpDoor(Invocations invocations, String method, String route, Handler handler) {
        this.invocations = invocations;
        this.method = method;
        this.route = route;
        this.handler = handler;
        int brace = route.indexOf('{');
        parameterized = brace >= 0;
        if (!route.startsWith("/")
                || (parameterized && (route.charAt(brace - 1) != '/' || route.indexOf('}') != route.length() - 1))) {
            throw new IllegalArgumentException(
                    "route is '" + route + "', expected /path or /path/{parameter} with nothing after the parameter");
        }
        prefix = parameterized ? route.substring(0, brace) : route;
    }

    /** Answers one invocation. */
    public APIGatewayV2HTTPResponse open(APIGatewayV2HTTPEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            HttpRequest request = new HttpRequest(event, context.getXrayTraceId());
            Log log = invocation.log().about(request.context());
            HttpAnswer answer = answer(request, invocation, log);
            log.with("method", request.method()).with("status", answer.status()).info("request answered");
            invocation.metrics().count("Answers" + answer.status(), 1);
            return answer.toResponse();
        }
    }

    private HttpAnswer answer(HttpRequest request, Invocation invocation, Log log) {
        String parameter = request.path().startsWith(prefix) ? request.path().substring(prefix.length()) : "/";
        if (parameterized ? parameter.isEmpty() || parameter.indexOf('/') >= 0 : !parameter.isEmpty()) {
            return HttpProblem.of(404, "no resource has this path, expected " + route)
                    .answer();
        }
        if (!request.method().equals(method)) {
            return HttpProblem.of(405, "method is " + request.method() + ", expected " + method)
                    .answer()
                    .with("allow", method);
        }
        try {
            return handler.answer(request, parameter, invocation, log);
        } catch (HttpProblem refused) {
            return refused.answer();
        } catch (RuntimeException | Error failure) {
            log.with("method", request.method()).error("request failed", failure);
            throw failure;
        }
    }
}
