package io.orderchannel.channel.partner.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import faas.events.EventCodec;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.json.UnreadableJsonException;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import io.orderchannel.channel.partner.application.NotifyPartner;
import io.orderchannel.channel.partner.application.NotifyPartner.Outcome;
import io.orderchannel.channel.partner.application.PartnerNotification;
import io.orderchannel.channel.slots.domain.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Tells the partner of an assignment. Started directly and asynchronously (invocation type Event) by a function whose
 * own work is committed before this one begins, so what fails here is not seen there: Lambda tries again, and what it
 * gives up goes to the failure destination (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How Lambda handles errors
 * and retries with asynchronous invocation</a>).
 */
public final class NotifyPartnerHandler implements RequestStreamHandler {
    /** As many as an order has. */
    private static final int MOST_ITEMS = 100;

    private final NotifyPartner notifyPartner;
    private final URI callback;
    private final Invocations invocations;

    public NotifyPartnerHandler() {
        this(PartnerModule.notifyPartner(), PartnerModule.callback(), Invocations.ofThisProcess());
        Priming.register("NotifyPartner", PartnerPriming::primeNotifyPartner);
    }

    NotifyPartnerHandler(NotifyPartner notifyPartner, URI callback, Invocations invocations) {
        this.notifyPartner = notifyPartner;
        this.callback = callback;
        this.invocations = invocations;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try (Invocation invocation = invocations.begin(context)) {
            PartnerNotification notification = read(input, invocation);
            Log log = invocation.log().about(notification.context());
            Outcome outcome = notifyPartner.notify(notification, invocation.time());
            output.write(answer(notification, outcome, invocation, log).getBytes(StandardCharsets.UTF_8));
        }
    }

    private PartnerNotification read(InputStream input, Invocation invocation) throws IOException {
        try {
            return read(new String(input.readAllBytes(), StandardCharsets.UTF_8), callback);
        } catch (UnreadableJsonException unreadable) {
            invocation.log().error("payload unreadable", unreadable);
            throw unreadable;
        }
    }

    /** What the payload tells, in the words for the partner: with the address for updates, without the context. */
    static PartnerNotification read(String payload, URI callback) {
        return JsonReader.read("NotifyPartner: payload", payload, in -> {
            String assignmentId = in.text("assignmentId", NotifyPartnerHandler::present);
            JsonObject body = new JsonObject()
                    .put("assignmentId", assignmentId)
                    .put("orderId", in.text("orderId", NotifyPartnerHandler::present))
                    .put("channel", in.constant("channel", Channel.values()))
                    .put("items", in.objects("items", 1, MOST_ITEMS, NotifyPartnerHandler::item))
                    .put("callbackUrl", callback);
            return new PartnerNotification(assignmentId, body.toString(), EventCodec.readContext(in));
        });
    }

    private static JsonObject item(JsonReader in) {
        return new JsonObject()
                .put("sku", in.text("sku", NotifyPartnerHandler::present))
                .put("quantity", in.number("quantity", NotifyPartnerHandler::pieces));
    }

    private static String present(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank");
        }
        return text;
    }

    private static long pieces(long quantity) {
        if (quantity < 1 || quantity > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be from 1 to " + Integer.MAX_VALUE);
        }
        return quantity;
    }

    private static String answer(PartnerNotification notification, Outcome outcome, Invocation invocation, Log log) {
        String assignmentId = notification.assignmentId();
        return switch (outcome) {
            case Outcome.Notified notified -> {
                log.with("assignmentId", assignmentId)
                        .with("status", notified.status())
                        .with("calls", notified.calls())
                        .info("partner notified");
                invocation.metrics().count("PartnerNotified", 1);
                yield new JsonObject()
                        .put("assignmentId", assignmentId)
                        .put("status", notified.status())
                        .toString();
            }
            case Outcome.NotNotified failed -> {
                PartnerNotNotifiedException failure = new PartnerNotNotifiedException(
                        "NotifyPartner: assignment " + assignmentId + ": " + failed.detail() + " (" + failed.calls()
                                + " calls), expected 2xx",
                        failed.cause());
                log.with("assignmentId", assignmentId).error("partner not notified", failure);
                invocation.metrics().count("PartnerNotNotified", 1);
                throw failure;
            }
        };
    }
}
