package io.orderchannel.channel.partner.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.events.EventContext;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpProblem;
import faas.kit.http.HttpRequest;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import faas.kit.webhook.SignedCall;
import faas.kit.webhook.WebhookKeys;
import io.orderchannel.channel.partner.application.PartnerUpdate;
import io.orderchannel.channel.partner.application.PartnerUpdate.Kind;
import io.orderchannel.channel.partner.application.RecordPartnerUpdate;
import io.orderchannel.channel.partner.application.RecordPartnerUpdate.Result;
import io.orderchannel.channel.slots.domain.AssignmentState;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * {@code POST /}: the webhook by which the partner reports what became of an assignment. The URL lets everybody in, so
 * the signature is checked before anything else of the call is read.
 */
public final class RecordPartnerUpdateHandler
        implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int LONGEST_ID = 128;
    private static final int LONGEST_REASON = 500;

    private final RecordPartnerUpdate recordPartnerUpdate;
    private final Keys keys;
    private final Clock clock;
    private final HttpDoor door;

    /** Where the partner's keys come from. */
    @FunctionalInterface
    interface Keys {
        /** The keys; {@code stale} is told of a failure that old ones hide. */
        WebhookKeys get(Consumer<RuntimeException> stale);
    }

    public RecordPartnerUpdateHandler() {
        this(PartnerModule.recordPartnerUpdate(), PartnerModule.keys(), Clock.systemUTC(), Invocations.ofThisProcess());
        Priming.register("RecordPartnerUpdate", PartnerPriming::primeRecordPartnerUpdate);
    }

    RecordPartnerUpdateHandler(
            RecordPartnerUpdate recordPartnerUpdate, Keys keys, Clock clock, Invocations invocations) {
        this.recordPartnerUpdate = recordPartnerUpdate;
        this.keys = keys;
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
                log.with("reason", detail).warn("call refused");
                throw HttpProblem.of(401, detail);
            }
            case SignedCall.Genuine(String webhookId) -> {
                PartnerUpdate update = request.json("update", MAX_BODY_BYTES, body -> update(body, webhookId, request));
                yield answer(
                        update,
                        recordPartnerUpdate.record(update, invocation.time()),
                        log.with("webhookId", webhookId)
                                .with("assignmentId", update.assignmentId())
                                .with("update", update.kind()));
            }
        };
    }

    /** The partner's call is the cause of what follows; the trace is the order's if the partner passes it on. */
    static PartnerUpdate update(JsonReader body, String webhookId, HttpRequest request) {
        String assignmentId = body.text("assignmentId", text -> whole(text, LONGEST_ID));
        String kind = body.text("update", RecordPartnerUpdateHandler::kind);
        boolean failed = kind.equals(Kind.FAILED.name());
        // Wrong in an update of another kind, too, where it has no meaning.
        String reason = failed || body.has("reason") ? body.text("reason", text -> whole(text, LONGEST_REASON)) : "";
        return new PartnerUpdate(
                assignmentId,
                Kind.valueOf(kind),
                failed ? reason : null,
                webhookId,
                sha256(request.body()),
                new EventContext(
                        request.context().traceparent(), request.context().correlationId(), webhookId));
    }

    private static String kind(String update) {
        return switch (update) {
            case "shipped", "delivered", "failed" -> update.toUpperCase(Locale.ROOT);
            default -> throw new IllegalArgumentException("must be one of shipped, delivered, failed");
        };
    }

    private static String whole(String text, int longest) {
        // Half a surrogate pair is no character, and is stored as another one.
        boolean whole = text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (text.isBlank() || text.codePointCount(0, text.length()) > longest || !whole) {
            throw new IllegalArgumentException("must have 1 to " + longest + " characters and not be blank");
        }
        return text;
    }

    private static HttpAnswer answer(PartnerUpdate update, Result result, Log log) {
        return switch (result) {
            case Result.Recorded recorded -> {
                log.with("state", recorded.state()).info("update recorded");
                yield recorded(update.assignmentId(), recorded.state());
            }
            case Result.Repeated repeated -> {
                log.with("state", repeated.state()).info("update recorded before");
                yield recorded(update.assignmentId(), repeated.state()).with("idempotent-replayed", "true");
            }
            case Result.BodyDiffers _ -> {
                log.warn("webhook id used for another body");
                throw HttpProblem.of(
                        409, "this webhook-id came before with another body, expected a new id or the same body");
            }
            case Result.UnknownAssignment _ -> {
                log.warn("assignment unknown");
                throw HttpProblem.of(404, "no assignment has the id " + update.assignmentId());
            }
            case Result.NotAllowed refused -> {
                log.with("state", refused.state()).warn("update not allowed");
                throw HttpProblem.of(
                        409,
                        "assignment "
                                + update.assignmentId() + " is " + refused.state() + ", which is never followed by "
                                + refused.target());
            }
            case Result.OutOfTime outOfTime -> {
                log.with("conflicts", outOfTime.conflicts()).warn("no time left to record the update");
                yield HttpProblem.of(503, "too many requests at this moment, expected a later attempt")
                        .answer()
                        .with("retry-after", "1");
            }
        };
    }

    static HttpAnswer recorded(String assignmentId, AssignmentState state) {
        return HttpAnswer.json(
                200, new JsonObject().put("assignmentId", assignmentId).put("state", state));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
