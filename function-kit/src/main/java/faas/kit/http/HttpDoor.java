package faas.kit.http;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import java.util.Optional;

/**
 * The HTTP door of a function that has one route: another path is answered with 404, another method with 405.
 *
 * <p>An exception or error of the handler is logged and rethrown. Lambda then answers 502 and counts an error of the
 * function, which its alarm watches; an answer with status 500 would count as success.
 */
public final class HttpDoor {
    private final Invocations invocations;
    private final String method;
    private final Route route;
    private final Handler handler;

    /** What is behind the door. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers a request on the route.
         *
         * @param parameter value of the route's path parameter; empty text for a route without one
         * @param log log whose lines carry the request's correlation
         */
        HttpAnswer answer(HttpRequest request, String parameter, Invocation invocation, Log log);
    }

    /**
     * @param method the method, in capitals
     * @param route the path, with at most one parameter as its last segment: {@code /orders/{orderId}}
     */
    public HttpDoor(Invocations invocations, String method, String route, Handler handler) {
        this.invocations = invocations;
        this.method = method;
        this.route = Route.of(route);
        this.handler = handler;
    }

    /** Answers one invocation. */
    public APIGatewayV2HTTPResponse open(APIGatewayV2HTTPEvent event, Context context) {
        try (Invocation invocation = invocations.begin(context)) {
            HttpRequest request = HttpRequest.of(event);
            Log log = invocation.log().about(request.correlation());
            HttpAnswer answer = answer(request, invocation, log);
            log.info("request answered", field("method", request.method()), field("status", answer.status()));
            invocation.metrics().count("Answers" + answer.status() / 100 + "xx", 1);
            return answer.toResponse();
        }
    }

    private HttpAnswer answer(HttpRequest request, Invocation invocation, Log log) {
        Optional<String> parameter = route.match(request.path());
        if (parameter.isEmpty()) {
            return HttpAnswer.problem(Problem.notFound("no resource has this path, expected " + route.template()));
        }
        if (!request.method().equals(method)) {
            return HttpAnswer.problem(
                            Problem.methodNotAllowed("method is " + request.method() + ", expected " + method))
                    .with("allow", method);
        }
        try {
            return handler.answer(request, parameter.get(), invocation, log);
        } catch (RuntimeException | Error failure) {
            log.error("request failed", failure, field("method", request.method()));
            throw failure;
        }
    }
}
