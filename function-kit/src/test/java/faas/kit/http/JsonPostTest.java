package faas.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPostTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/status/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            answer(exchange, Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_invalid_header_is_not_sent_and_not_cited() {
        assertThatThrownBy(() -> JsonPost.send(
                        address("/status/200"), Map.of("traceparent", "secret\nsecret"), bytes("{}"), LONG))
                .isInstanceOf(IOException.class)
                .hasMessage("a header field holds characters that HTTP does not take");
        assertThat(bodies).isEmpty();
    }

    /** Statuses that the JDK's connection treats in a way of its own are among them. */
    @ParameterizedTest
    @ValueSource(ints = {200, 202, 301, 307, 400, 401, 404, 407, 409, 429, 500, 503})
    void every_status_is_an_answer_to_one_call(int status) throws IOException {
        int answered = JsonPost.send(
                address("/status/" + status), Map.of("Idempotency-Key", "key-1"), bytes("{\"a\":\"ü\"}"), LONG);

        assertThat(answered).isEqualTo(status);
        assertThat(bodies).containsExactly("{\"a\":\"ü\"}");
        assertThat(keys).containsExactly("key-1");
    }

    /** By a socket: the JDK's server resets some connections after an answer without a body. */
    @Test
    void no_content_is_an_answer() throws Exception {
        try (ServerSocket webhook = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> request = CompletableFuture.supplyAsync(() -> answerNoContent(webhook));

            int answered = JsonPost.send(
                    URI.create("http://127.0.0.1:" + webhook.getLocalPort() + "/"),
                    Map.of("Idempotency-Key", "key-1"),
                    bytes("{}"),
                    LONG);

            assertThat(answered).isEqualTo(204);
            assertThat(request)
                    .succeedsWithin(LONG, STRING)
                    .contains("Idempotency-Key: key-1\r\n")
                    .endsWith("\r\n\r\n{}");
        }
    }

    /** Returns the request that was answered. */
    private static String answerNoContent(ServerSocket webhook) {
        try (Socket connection = webhook.accept()) {
            connection.setSoTimeout((int) LONG.toMillis());
            InputStream request = connection.getInputStream();
            StringBuilder read = new StringBuilder();
            for (int next = 0; next >= 0 && !read.toString().endsWith("{}"); ) {
                next = request.read();
                read.append((char) next);
            }
            connection.getOutputStream().write(bytes("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"));
            return read.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_silence_longer_than_the_limit_is_a_time_out() {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/silent", exchange -> {
            await(over);
            exchange.close();
        });

        assertThatThrownBy(() -> JsonPost.send(address("/silent"), Map.of(), bytes("{}"), Duration.ofMillis(50)))
                .isInstanceOf(SocketTimeoutException.class);
        over.countDown();
    }

    @Test
    void a_connection_that_breaks_is_not_tried_again() {
        server.createContext("/breaks", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.close();
        });

        assertThatThrownBy(() -> JsonPost.send(address("/breaks"), Map.of(), bytes("{}"), LONG))
                .isInstanceOf(IOException.class);
        assertThat(bodies).containsExactly("{}");
    }

    @Test
    void nobody_at_the_address_is_a_failure() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThatThrownBy(
                        () -> JsonPost.send(URI.create("http://127.0.0.1:" + free + "/"), Map.of(), bytes("{}"), LONG))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void a_limit_that_is_over_is_refused() {
        assertThatThrownBy(() -> JsonPost.send(address("/status/200"), Map.of(), bytes("{}"), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(bodies).isEmpty();
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        keys.addAll(exchange.getRequestHeaders().getOrDefault("Idempotency-Key", List.of()));
        exchange.getResponseHeaders().add("location", address("/status/200").toString());
        byte[] body = bytes("{\"status\":" + status + "}");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
