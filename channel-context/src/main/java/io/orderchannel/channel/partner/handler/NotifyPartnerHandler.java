package io.orderchannel.channel.partner.handler;

import static faas.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import faas.kit.invocation.Invocation;
import faas.kit.invocation.Invocations;
import faas.kit.json.JsonText;
import faas.kit.log.Log;
import faas.kit.priming.Priming;
import faas.kit.retry.FullJitter;
import io.orderchannel.channel.partner.application.DeliverNotification;
import io.orderchannel.channel.partner.application.DeliverNotification.Outcome;
import io.orderchannel.channel.slots.application.PartnerNotification;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Tells the partner of an assignment. Started directly and asynchronously (invocation type Event) by a function whose own work is committed
 * before this one begins, so what fails here is not seen there: Lambda tries again, and what it gives up goes to the failure destination (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How Lambda handles errors and retries with
 * asynchronous invocation</a>).
 */
public final class NotifyPartnerHandler implements RequestStreamHandler {

    private final DeliverNotification deliverNotification;
    private final FullJitter jitter;
    private final Invocations invocations;

    public NotifyPartnerHandler() {
        this(PartnerModule.deliverNotification(), PartnerModule.jitter(), Invocations.ofThisProcess());
        Priming.register("NotifyPartner", PartnerPriming::primeNotifyPartner);
    }

    NotifyPartnerHandler(DeliverNotification deliverNotification, FullJitter jitter, Invocations invocations) {
        this.deliverNotification = deliverNotification;
        this.jitter = jitter;
        this.invocations = invocations;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        try (Invocation invocation = invocations.begin(context)) {
            PartnerNotification notification = read(input, invocation);
            Log log = invocation.log().about(NotificationPayload.correlation(notification));
            Outcome outcome = deliverNotification.deliver(notification, new KitTimedPace(invocation.guard(), jitter));
            output.write(answer(notification, outcome, invocation, log).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static PartnerNotification read(InputStream input, Invocation invocation) throws IOException {
        try {
            return NotificationPayload.read(input);
        } catch (IllegalArgumentException unreadable) {
            invocation.log().error("payload unreadable", unreadable);
            throw unreadable;
        }
    }

    private static String answer(PartnerNotification notification, Outcome outcome, Invocation invocation, Log log) {
        String assignmentId = notification.assignmentId().value();
        return switch (outcome) {
            case Outcome.Notified notified -> {
                log.info(
                        "partner notified",
                        field("assignmentId", assignmentId),
                        field("status", notified.status()),
                        field("calls", notified.calls()));
                invocation.metrics().count("PartnerNotified", 1);
                yield JsonText.object(
                        answer -> answer.put("assignmentId", assignmentId).put("status", notified.status()));
            }
            case Outcome.NotNotified failed -> {
                PartnerNotNotifiedException failure = new PartnerNotNotifiedException(
                        "NotifyPartner: assignment " + assignmentId + ": " + failed.detail() + " (" + failed.calls()
                                + " calls), expected 2xx",
                        failed.cause());
                log.error("partner not notified", failure, field("assignmentId", assignmentId));
                invocation.metrics().count("PartnerNotNotified", 1);
                throw failure;
            }
        };
    }
}
