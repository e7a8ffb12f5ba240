package io.orderchannel.simulator.adapter.http;

import faas.kit.http.JsonPost;
import faas.kit.time.TimeLeft;
import faas.kit.webhook.SignedHeaders;
import faas.kit.webhook.WebhookKeys;
import io.orderchannel.simulator.application.PartnerNotice;
import io.orderchannel.simulator.application.Report;
import io.orderchannel.simulator.application.SendReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Sends reports over HTTP, each attempt signed anew by the Standard Webhooks scheme. What may go away by itself (429,
 * 5xx, no answer) is tried again with full jitter until the time is over.
 */
public final class SignedReports implements SendReport {
    /** How long one attempt may take; a function that answers the webhook may have to start first. */
    private static final Duration MOST_FOR_ONE = Duration.ofSeconds(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Supplier<WebhookKeys> keys;
    private final Clock clock;

    public SignedReports(Supplier<WebhookKeys> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Result send(PartnerNotice notice, Report report, TimeLeft time) {
        WebhookKeys current = keys.get();
        byte[] body = report.body().getBytes(StandardCharsets.UTF_8);
        String last = "no time to send it";
        for (int attempts = 0; mayAttempt(attempts, time); attempts++) {
            try {
                Duration left = time.left();
                Map<String, String> headers =
                        new HashMap<>(SignedHeaders.of(report.id(), clock.instant(), body, current));
                headers.put("traceparent", notice.traceparent());
                int status = JsonPost.send(
                        notice.callback(), headers, body, left.compareTo(MOST_FOR_ONE) < 0 ? left : MOST_FOR_ONE);
                if (status / 100 == 2) {
                    return new Result.Taken();
                }
                if (status == CONFLICT) {
                    return new Result.Outdated();
                }
                last = "answered with " + status;
                if (status != TOO_MANY_REQUESTS && status < 500) {
                    return new Result.NotTaken(last);
                }
            } catch (IOException e) {
                last = "no answer: " + e;
            }
        }
        return new Result.NotTaken(last);
    }

    private static boolean mayAttempt(int attempts, TimeLeft time) {
        return attempts == 0 ? time.allowsMore() : time.pause(attempts, FIRST_PAUSE, LONGEST_PAUSE);
    }
}
