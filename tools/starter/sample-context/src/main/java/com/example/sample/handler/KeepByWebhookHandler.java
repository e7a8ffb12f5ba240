package com.example.sample.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.example.sample.application.KeepByWebhook;
import faas.json.JsonObject;
import faas.kit.http.HttpAnswer;
import faas.kit.http.HttpDoor;
import faas.kit.http.HttpProblem;
import faas.kit.http.HttpRequest;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.webhook.SignedCall;
import faas.kit.webhook.WebhookKeys;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * {@code POST /keep-by-webhook}: keeps what somebody outside reports. The URL lets everybody in, so the signature is
 * checked before anything else of the call is read.
 */
public final class KeepByWebhookHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
    private static final int MOST_BODY_BYTES = 64 * 1024;

    private final KeepByWebhook keepByWebhook;
    private final Supplier<WebhookKeys> keys;
    private final Clock clock;
    private final HttpDoor door;

    public KeepByWebhookHandler() {
        this(
                new KeepByWebhook(NotesModule.notes("KeepByWebhook")),
                KeepByWebhookModule.keys(),
                Clock.systemUTC(),
                Invocations.ofThisProcess());
    }

    KeepByWebhookHandler(
            KeepByWebhook keepByWebhook, Supplier<WebhookKeys> keys, Clock clock, Invocations invocations) {
        this.keepByWebhook = keepByWebhook;
        this.keys = keys;
        this.clock = clock;
        this.door = new HttpDoor(invocations, "POST", "/keep-by-webhook", (request, _, _, log) -> answer(request, log));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return door.open(event, context);
    }

    private HttpAnswer answer(HttpRequest request, Log log) {
        return switch (SignedCall.check(request, clock.instant(), keys)) {
            case SignedCall.Refused(String detail) -> {
                log.with("reason", detail).warn("call refused");
                throw HttpProblem.of(401, detail);
            }
            case SignedCall.Genuine(String webhookId) -> {
                String text = request.json("report", MOST_BODY_BYTES, body -> body.text("text"));
                boolean kept = keepByWebhook.keep(webhookId, text);
                log.with("webhookId", webhookId).info(kept ? "call kept" : "call kept before");
                yield HttpAnswer.json(200, new JsonObject().put("noteId", webhookId));
            }
        };
    }
}
