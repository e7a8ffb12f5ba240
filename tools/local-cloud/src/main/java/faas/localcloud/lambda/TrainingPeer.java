package faas.localcloud.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Stands where AWS is during a training run and refuses every request as malformed: that takes a function's client
 * through sending, signing and reading an answer, is not retried, and changes nothing.
 */
final class TrainingPeer implements AutoCloseable {
    private static final byte[] REFUSAL =
            "{\"__type\":\"ValidationException\",\"message\":\"training run\"}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;

    TrainingPeer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", TrainingPeer::refuse);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(400, REFUSAL.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(REFUSAL);
        }
    }
}
