package io.orderchannel.channel.partner.adapter.http;

import faas.kit.http.JsonPost;
import io.orderchannel.channel.partner.application.PartnerNotification;
import io.orderchannel.channel.partner.application.TellPartner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * A partner that takes notifications over HTTP, with the assignment's id as idempotency key. Safe for use by several
 * threads.
 */
public final class HttpPartner implements TellPartner {
    private static final int TOO_MANY_REQUESTS = 429;

    private final URI address;

    public HttpPartner(URI address) {
        this.address = address;
    }

    @Override
    public Answer tell(PartnerNotification notification, Duration limit) {
        int status;
        try {
            status = JsonPost.send(
                    address,
                    Map.of(
                            "idempotency-key", notification.assignmentId(),
                            "traceparent", notification.context().traceparent()),
                    notification.body().getBytes(StandardCharsets.UTF_8),
                    limit);
        } catch (IOException e) {
            return new Answer.Silent(e);
        }
        if (status / 100 == 2) {
            return new Answer.Taken(status);
        }
        return status == TOO_MANY_REQUESTS ? new Answer.Throttled() : new Answer.NotTaken(status);
    }
}
