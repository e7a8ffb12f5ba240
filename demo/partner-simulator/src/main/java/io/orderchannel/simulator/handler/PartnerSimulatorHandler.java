package io.orderchannel.simulator.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.kit.http.FieldError;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpRequest;
import faas.kit.http.JsonBody;
import faas.kit.http.Problem;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.json.JsonText;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.simulator.application.PartnerNotice;
import io.orderchannel.simulator.application.SimulatedPartner;
import io.orderchannel.simulator.application.SimulatedPartner.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /}: stands in for the partner in demo and tests. It takes a notice, does with it what the order's data asks for, and calls the
 * webhook of the notice back before it answers, since a function does nothing after its answer.
 *
 * <p>It calls whatever address the notice names, which no real partner does. So the simulator's stack needs nothing of the stack that calls
 * it, and the two are no cycle; in exchange whoever may call it may have it call others, and it stays out of production stages.
 */
public final class PartnerSimulatorHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final SimulatedPartner partner;
    private final HttpDoor door;

    public PartnerSimulatorHandler() {
        this(SimulatorModule.simulatedPartner(), Invocations.ofThisProcess());
        Priming.register("PartnerSimulator", SimulatorPriming::prime);
    }

    PartnerSimulatorHandler(SimulatedPartner partner, Invocations invocations) {
        this.partner = partner;
        this.door = new HttpDoor(
                invocations, "POST", "/", (request, _, invocation, log) -> answer(request, invocation, log));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return door.open(event, context);
    }

    private HttpAnswer answer(HttpRequest request, Invocation invocation, Log log) {
        return switch (request.jsonBody(MAX_BODY_BYTES)) {
            case JsonBody.Refused(Problem problem) -> HttpAnswer.problem(problem);
            case JsonBody.Text(String text) -> {
                List<FieldError> errors = new ArrayList<>();
                Optional<PartnerNotice> notice =
                        NoticeBody.read(text, request.correlation().traceparent(), errors);
                yield notice.isEmpty()
                        ? HttpAnswer.problem(
                                Problem.badRequest("the notice has " + errors.size() + " wrong field(s)", errors))
                        : take(notice.get(), request.requestId(), invocation, log);
            }
        };
    }

    private HttpAnswer take(PartnerNotice notice, String callId, Invocation invocation, Log log) {
        Answer answer = partner.take(notice, callId, invocation.guard());
        log.info(
                "notice answered",
                field("assignmentId", notice.assignmentId()),
                field("behaviour", notice.behaviour()),
                field("answer", answer));
        return switch (answer) {
            case Answer.Taken _ ->
                HttpAnswer.json(202, JsonText.object(body -> body.put("assignmentId", notice.assignmentId())));
            case Answer.Broken _ -> HttpAnswer.problem(Problem.unavailable("the partner is down"));
            case Answer.NotReported(String detail) -> HttpAnswer.problem(Problem.unavailable(detail));
        };
    }
}
