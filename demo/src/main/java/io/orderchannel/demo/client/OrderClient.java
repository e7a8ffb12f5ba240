package io.orderchannel.demo.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.http.SignedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Places orders over signed HTTP and tries again where an answer leaves it open whether the order was taken. That is
 * safe because PlaceOrder is idempotent by the {@code Idempotency-Key} header. Thread-safe.
 */
public final class OrderClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SignedHttp http;
    private final URI orders;
    private final Retries retries;
    private final Clock clock;

    /**
     * A client of one stage.
     *
     * @param placeOrderUrl the stack output {@code PlaceOrderUrl}
     */
    public OrderClient(SignedHttp http, URI placeOrderUrl, Retries retries, Clock clock) {
        this.http = http;
        this.orders = placeOrderUrl.resolve("/orders");
        this.retries = retries;
        this.clock = clock;
    }

    /**
     * Places an order and returns the first answer that settles what became of it.
     *
     * @param idempotencyKey any text; what a header cannot carry is percent-encoded, so distinct keys stay distinct
     */
    public Answer place(Optional<String> idempotencyKey, String body) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        idempotencyKey.ifPresent(key -> headers.put("Idempotency-Key", headerSafe(key)));
        var reason = "";
        int tried = 0;
        int inactive = 0;
        while (tried - inactive < retries.tries() && tried < retries.triesWhileInactive()) {
            if (tried > 0) {
                Thread.sleep(retries.waitAfter(tried));
            }
            tried++;
            long start = System.nanoTime();
            try {
                var response = http.send("POST", orders, headers, body);
                var took = Duration.ofNanos(System.nanoTime() - start);
                int status = response.statusCode();
                if (status / 100 == 2) {
                    return accepted(response, took);
                }
                // 429 says that the function is throttled, and 409, which PlaceOrder never answers, that its version is
                // not active yet: neither that the order is wrong.
                if (status == 409) {
                    inactive++;
                } else if (status / 100 == 4 && status != 429) {
                    return new Answer.Refused(status, ProblemDetails.reason(response.body()));
                }
                reason = "status " + status + ": " + ProblemDetails.reason(response.body());
            } catch (IOException e) {
                reason = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
        }
        return new Answer.Unanswered(tried, reason);
    }

    private Answer accepted(HttpResponse<String> response, Duration took) throws IOException {
        var orderId = JSON.readTree(response.body()).path("orderId");
        if (!orderId.isTextual()) {
            throw new IOException("status " + response.statusCode() + " without an orderId");
        }
        return new Answer.Accepted(orderId.textValue(), clock.instant(), took);
    }

    /**
     * Header values are visible ASCII (https://www.rfc-editor.org/rfc/rfc9110#section-5.5); a key in a file may be any
     * text.
     */
    static String headerSafe(String key) {
        var safe = new StringBuilder(key.length());
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0x20 && b < 0x7F && b != '%') {
                safe.append((char) b);
            } else {
                safe.append("%%%02X".formatted(b));
            }
        }
        return safe.toString();
    }
}
