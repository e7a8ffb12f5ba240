package io.orderchannel.channel.partner.adapter.http;

import static io.orderchannel.channel.partner.application.NotificationFixture.aNotification;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.orderchannel.channel.partner.application.TellPartner.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPartnerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final CompletableFuture<String> key = new CompletableFuture<>();
    private final CompletableFuture<String> trace = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void the_partner_gets_the_notification_under_the_assignment_s_id() {
        assertThat(partner(202).tell(aNotification(), LIMIT)).isEqualTo(new Answer.Taken(202));

        assertThat(key).isCompletedWithValue("assignment-1");
        assertThat(trace).isCompletedWithValue("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(body).isCompletedWithValue(aNotification().body());
    }

    @Test
    void a_partner_that_is_throttling_is_told_apart() {
        assertThat(partner(429).tell(aNotification(), LIMIT)).isEqualTo(new Answer.Throttled());
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 500, 503})
    void every_other_status_is_a_refusal(int status) {
        assertThat(partner(status).tell(aNotification(), LIMIT)).isEqualTo(new Answer.NotTaken(status));
    }

    @Test
    void a_partner_that_does_not_answer_in_time_is_silent() {
        server.createContext("/", exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();

        assertThat(partner().tell(aNotification(), Duration.ofMillis(50))).isInstanceOf(Answer.Silent.class);
    }

    @Test
    void a_partner_that_is_not_there_is_silent() {
        URI nowhere = address();
        server.start();
        server.stop(0);

        assertThat(new HttpPartner(nowhere).tell(aNotification(), LIMIT)).isInstanceOf(Answer.Silent.class);
    }

    private HttpPartner partner(int status) {
        server.createContext("/", exchange -> {
            body.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            key.complete(exchange.getRequestHeaders().getFirst("idempotency-key"));
            trace.complete(exchange.getRequestHeaders().getFirst("traceparent"));
            // An answer declared as empty (-1) is sometimes a reset to the client (JDK 25, connection: close).
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().close();
        });
        server.start();
        return partner();
    }

    private HttpPartner partner() {
        return new HttpPartner(address());
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }
}
