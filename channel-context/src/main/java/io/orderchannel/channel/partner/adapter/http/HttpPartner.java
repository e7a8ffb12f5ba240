package io.orderchannel.channel.partner.adapter.http;

import faas.kit.http.JsonPost;
import faas.kit.json.JsonText;
import io.orderchannel.channel.partner.application.TellPartner;
import io.orderchannel.channel.slots.application.PartnerNotification;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * A partner that takes notifications over HTTP. Safe for use by several threads.
 *
 * <p>The body names the assignment, what to deliver, and the address for updates; the assignment's id is the idempotency key.
 */
public final class HttpPartner implements TellPartner {

    private static final int TOO_MANY_REQUESTS = 429;

    private final URI address;
    private final URI callback;

    /** @param callback where the partner reports what became of the assignment */
    public HttpPartner(URI address, URI callback) {
        this.address = address;
        this.callback = callback;
    }

    @Override
    public Answer tell(PartnerNotification notification, Duration limit) {
        int status;
        try {
            status = JsonPost.send(
                    address,
                    Map.of(
                            "idempotency-key", notification.assignmentId().value(),
                            "traceparent", notification.context().traceparent()),
                    body(notification).getBytes(StandardCharsets.UTF_8),
                    limit);
        } catch (IOException e) {
            return new Answer.Silent(e);
        }
        if (status / 100 == 2) {
            return new Answer.Taken(status);
        }
        return status == TOO_MANY_REQUESTS ? new Answer.Throttled() : new Answer.NotTaken(status);
    }

    /** The notification as the partner gets it. */
    public String body(PartnerNotification notification) {
        return JsonText.object(body -> body.put(
                        "assignmentId", notification.assignmentId().value())
                .put("orderId", notification.orderId().value())
                .put("channel", notification.channel().name())
                .putObjects(
                        "items",
                        notification.items(),
                        (object, item) -> object.put("sku", item.sku()).put("quantity", item.quantity()))
                .put("callbackUrl", callback));
    }
}
