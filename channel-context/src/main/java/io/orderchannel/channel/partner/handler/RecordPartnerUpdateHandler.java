package io.orderchannel.channel.partner.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.events.EventContext;
import faas.kit.http.FieldError;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpRequest;
import faas.kit.http.JsonBody;
import faas.kit.http.Problem;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.json.JsonText;
import faas.kit.log.Correlation;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import faas.kit.retry.FullJitter;
import faas.kit.webhook.SignedCall;
import faas.kit.webhook.WebhookKeys;
import io.orderchannel.channel.partner.application.PartnerUpdate;
import io.orderchannel.channel.partner.application.RecordUpdate;
import io.orderchannel.channel.partner.application.RecordUpdate.Result;
import io.orderchannel.channel.slots.domain.AssignmentId;
import io.orderchannel.channel.slots.domain.AssignmentState;
import io.orderchannel.channel.slots.handler.KitPace;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code POST /}: the webhook by which the partner reports what became of an assignment. The URL lets everybody in, so the signature is
 * checked before anything else of the call is read.
 */
public final class RecordPartnerUpdateHandler
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final RecordUpdate recordUpdate;
    private final Keys keys;
    private final FullJitter jitter;
    private final Clock clock;
    private final HttpDoor door;

    /** Where the partner's keys come from. */
    @FunctionalInterface
    interface Keys {
        /** The keys; {@code stale} is told of a failure that old ones hide. */
        WebhookKeys get(Consumer<RuntimeException> stale);
    }

    public RecordPartnerUpdateHandler() {
        this(
                PartnerModule.recordUpdate(),
                PartnerModule.keys(),
                KitPace.transactionJitter(),
                Clock.systemUTC(),
                Invocations.ofThisProcess());
        Priming.register("RecordPartnerUpdate", PartnerPriming::primeRecordPartnerUpdate);
    }

    RecordPartnerUpdateHandler(
            RecordUpdate recordUpdate, Keys keys, FullJitter jitter, Clock clock, Invocations invocations) {
        this.recordUpdate = recordUpdate;
        this.keys = keys;
        this.jitter = jitter;
        this.clock = clock;
        this.door = new HttpDoor(
                invocations, "POST", "/", (request, _, invocation, log) -> answer(request, invocation, log));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return door.open(event, context);
    }

    private HttpAnswer answer(HttpRequest request, Invocation invocation, Log log) {
        SignedCall call = SignedCall.check(
                request,
                clock.instant(),
                () -> keys.get(failure -> log.error("webhook keys not read, old ones are used", failure)));
        return switch (call) {
            case SignedCall.Refused(String detail) -> {
                log.warn("call refused", field("reason", detail));
                yield HttpAnswer.problem(Problem.unauthorized(detail));
            }
            case SignedCall.Genuine(String webhookId) -> read(request, webhookId, invocation, log);
        };
    }

    private HttpAnswer read(HttpRequest request, String webhookId, Invocation invocation, Log log) {
        return switch (request.jsonBody(MAX_BODY_BYTES)) {
            case JsonBody.Refused(Problem problem) -> HttpAnswer.problem(problem);
            case JsonBody.Text(String text) -> {
                List<FieldError> errors = new ArrayList<>();
                Optional<PartnerUpdateBody> body = PartnerUpdateBody.read(text, errors);
                if (body.isEmpty()) {
                    yield HttpAnswer.problem(
                            Problem.badRequest("the update has " + errors.size() + " wrong field(s)", errors));
                }
                PartnerUpdate update = update(body.get(), webhookId, request);
                yield answer(
                        update,
                        recordUpdate.record(update, new KitPace(invocation.guard(), jitter)),
                        log.with(
                                field("webhookId", webhookId),
                                field("assignmentId", update.assignmentId().value()),
                                field("update", update.kind())));
            }
        };
    }

    /** The partner's call is the cause of what follows; the trace is the order's if the partner passes it on. */
    static PartnerUpdate update(PartnerUpdateBody body, String webhookId, HttpRequest request) {
        Correlation correlation = request.correlation();
        return new PartnerUpdate(
                body.assignmentId(),
                body.kind(),
                body.reason(),
                webhookId,
                sha256(request.body()),
                new EventContext(correlation.traceparent(), correlation.correlationId(), webhookId));
    }

    private static HttpAnswer answer(PartnerUpdate update, Result result, Log log) {
        return switch (result) {
            case Result.Recorded recorded -> {
                log.info("update recorded", field("state", recorded.state()));
                yield recorded(update.assignmentId(), recorded.state());
            }
            case Result.Repeated repeated -> {
                log.info("update recorded before", field("state", repeated.state()));
                yield recorded(update.assignmentId(), repeated.state()).with("idempotent-replayed", "true");
            }
            case Result.BodyDiffers _ -> {
                log.warn("webhook id used for another body");
                yield HttpAnswer.problem(Problem.conflict(
                        "this webhook-id came before with another body, expected a new id or the same body"));
            }
            case Result.UnknownAssignment _ -> {
                log.warn("assignment unknown");
                yield HttpAnswer.problem(Problem.notFound(
                        "no assignment has the id " + update.assignmentId().value()));
            }
            case Result.NotAllowed refused -> {
                log.warn("update not allowed", field("state", refused.state()));
                yield HttpAnswer.problem(Problem.conflict("assignment "
                        + update.assignmentId().value() + " is " + refused.state() + ", which is never followed by "
                        + refused.target()));
            }
            case Result.OutOfTime outOfTime -> {
                log.warn("no time left to record the update", field("conflicts", outOfTime.conflicts()));
                yield HttpAnswer.problem(
                                Problem.unavailable("too many requests at this moment, expected a later attempt"))
                        .with("retry-after", "1");
            }
        };
    }

    static HttpAnswer recorded(AssignmentId assignmentId, AssignmentState state) {
        return HttpAnswer.json(
                200,
                JsonText.object(
                        body -> body.put("assignmentId", assignmentId.value()).put("state", state.name())));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
