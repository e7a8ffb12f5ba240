package io.orderchannel.simulator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.kit.env.Environment;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpProblem;
import faas.kit.http.HttpRequest;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.simulator.application.Behaviour;
import io.orderchannel.simulator.application.PartnerNotice;
import io.orderchannel.simulator.application.SimulatedPartner;
import io.orderchannel.simulator.application.SimulatedPartner.Answer;
import java.net.URI;
import java.util.List;

/**
 * {@code POST /}: stands in for the partner in demo and tests. It takes a notice, does with it what the order's data
 * asks for, and calls the webhook of the notice back before it answers, since a function does nothing after its answer.
 *
 * <p>It calls the address that the notice names, which no real partner does. So the simulator's stack needs nothing of
 * the stack that calls it, and the two are no cycle. Since everybody can call it, {@link CallbackAddresses} bounds whom
 * it calls, and it stays out of production stages.
 */
public final class PartnerSimulatorHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final SimulatedPartner partner;
    private final CallbackAddresses callbacks;
    private final HttpDoor door;

    public PartnerSimulatorHandler() {
        this(SimulatorModule.of(Environment.ofThisProcess("PartnerSimulator")), Invocations.ofThisProcess());
        Priming.register("PartnerSimulator", SimulatorPriming::prime);
    }

    private PartnerSimulatorHandler(SimulatorModule module, Invocations invocations) {
        this(module.partner(), module.callbacks(), invocations);
    }

    PartnerSimulatorHandler(SimulatedPartner partner, CallbackAddresses callbacks, Invocations invocations) {
        this.partner = partner;
        this.callbacks = callbacks;
        this.door = new HttpDoor(
                invocations, "POST", "/", (request, _, invocation, log) -> answer(request, invocation, log));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return door.open(event, context);
    }

    private HttpAnswer answer(HttpRequest request, Invocation invocation, Log log) {
        PartnerNotice notice = request.json(
                "notice",
                MAX_BODY_BYTES,
                body -> notice(body, callbacks, request.context().traceparent()));
        Answer answer = partner.take(notice, request.requestId(), invocation.time());
        log.with("assignmentId", notice.assignmentId())
                .with("behaviour", notice.behaviour())
                .with("answer", answer)
                .info("notice answered");
        return switch (answer) {
            case Answer.Taken _ -> HttpAnswer.json(202, new JsonObject().put("assignmentId", notice.assignmentId()));
            case Answer.Broken _ -> HttpProblem.of(503, "the partner is down").answer();
            case Answer.NotReported(String detail) ->
                HttpProblem.of(503, detail).answer();
        };
    }

    static PartnerNotice notice(JsonReader body, CallbackAddresses callbacks, String traceparent) {
        String assignmentId = body.text("assignmentId", PartnerSimulatorHandler::notBlank);
        String callbackUrl = body.text("callbackUrl", callbacks::require);
        List<String> skus = body.objects("items", 0, Integer.MAX_VALUE, item -> item.text("sku"));
        return new PartnerNotice(assignmentId, Behaviour.of(skus), URI.create(callbackUrl), traceparent);
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank");
        }
        return text;
    }
}
