package faas.localcloud.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpUpstreamTest {
    private final HttpServer server = server();
    private final Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
    private final HttpUpstream upstream = new HttpUpstream(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

    @BeforeEach
    void start() {
        server.createContext("/known", exchange -> echo(exchange, true));
        server.createContext("/chunked", exchange -> echo(exchange, false));
        server.start();
    }

    @AfterEach
    void stop() {
        upstream.close();
        server.stop(0);
    }

    @Test
    void a_body_of_known_length_is_read() throws IOException {
        HttpUpstream.Response response =
                upstream.send("POST", "/known?a=b", List.of(Map.entry("X-Some", "thing")), bytes("hello"));

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.header("x-seen")).contains("POST /known?a=b thing");
        assertThat(response.body()).isEqualTo(bytes("hello"));
    }

    @Test
    void a_chunked_body_is_read() throws IOException {
        String large = "0123456789".repeat(5_000);

        assertThat(upstream.send("POST", "/chunked", List.of(), bytes(large)).body())
                .isEqualTo(bytes(large));
    }

    @Test
    void a_connection_is_used_again() throws IOException {
        for (int i = 0; i < 5; i++) {
            upstream.send("POST", i % 2 == 0 ? "/known" : "/chunked", List.of(), bytes("x"));
        }

        assertThat(new HashSet<>(clientPorts)).hasSize(1);
    }

    @Test
    void a_server_that_is_not_there_is_an_error() {
        server.stop(0);

        assertThatThrownBy(() -> upstream.send("GET", "/known", List.of(), new byte[0]))
                .isInstanceOf(IOException.class);
    }

    private void echo(HttpExchange exchange, boolean known) throws IOException {
        try (exchange) {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders()
                    .add(
                            "X-Seen",
                            exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                                    + exchange.getRequestHeaders().getFirst("X-Some"));
            exchange.sendResponseHeaders(202, known ? body.length : 0);
            exchange.getResponseBody().write(body);
        }
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
