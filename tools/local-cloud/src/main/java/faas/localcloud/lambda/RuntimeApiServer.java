package faas.localcloud.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Runtime API for every environment, on one loopback port; the first path segment tells the environment.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApiServer implements AutoCloseable {
    private static final String VERSION = "2018-06-01";

    static {
        // Without it every answer waits 40 ms for the peer's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, RuntimeEndpoint> endpoints = new ConcurrentHashMap<>();

    RuntimeApiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Runtime API", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Value of {@code AWS_LAMBDA_RUNTIME_API} for the environment. */
    String address(String environmentId) {
        return "127.0.0.1:" + server.getAddress().getPort() + "/" + environmentId;
    }

    void register(String environmentId, RuntimeEndpoint endpoint) {
        endpoints.put(environmentId, endpoint);
    }

    void remove(String environmentId) {
        endpoints.remove(environmentId);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        // "", environment, version, "runtime", group, …
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        RuntimeEndpoint endpoint = path.length > 1 ? endpoints.get(path[1]) : null;
        try {
            if (endpoint == null || path.length < 6 || !path[2].equals(VERSION)) {
                answer(exchange, 404, "{\"errorType\":\"NotFound\"}");
                return;
            }
            route(exchange, endpoint, path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private void route(HttpExchange exchange, RuntimeEndpoint endpoint, String[] path)
            throws IOException, InterruptedException {
        String operation = path[4] + "/" + path[path.length - 1];
        switch (operation) {
            case "invocation/next" -> next(exchange, endpoint);
            case "invocation/response" -> accepted(exchange, response(exchange, endpoint, path[5]));
            case "invocation/error" -> accepted(exchange, endpoint.error(path[5], body(exchange)));
            case "init/error" -> {
                endpoint.initError(body(exchange));
                accepted(exchange, true);
            }
            case "restore/next" -> {
                endpoint.restoreNext();
                answer(exchange, 200, "");
            }
            case "restore/error" -> {
                endpoint.restoreError(body(exchange));
                accepted(exchange, true);
            }
            default -> answer(exchange, 404, "{\"errorType\":\"NotFound\"}");
        }
    }

    private static void next(HttpExchange exchange, RuntimeEndpoint endpoint) throws IOException, InterruptedException {
        Optional<Invocation> next = endpoint.next();
        if (next.isEmpty()) {
            // The environment is being stopped: its process is about to be killed, nothing is left to tell it.
            exchange.close();
            return;
        }
        Invocation invocation = next.get();
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(invocation.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", invocation.functionArn());
        headers.set("Lambda-Runtime-Trace-Id", invocation.traceId());
        invocation.clientContext().ifPresent(context -> headers.set("Lambda-Runtime-Client-Context", context));
        answer(exchange, 200, invocation.payload());
    }

    private static boolean response(HttpExchange exchange, RuntimeEndpoint endpoint, String requestId)
            throws IOException {
        byte[] payload = exchange.getRequestBody().readAllBytes();
        return payload.length > Payloads.MAX_RESPONSE_BYTES
                ? endpoint.responseTooLarge(requestId, payload.length)
                : endpoint.response(requestId, new String(payload, StandardCharsets.UTF_8));
    }

    private static void accepted(HttpExchange exchange, boolean known) throws IOException {
        if (known) {
            answer(exchange, 202, "{\"status\":\"OK\"}");
        } else {
            answer(exchange, 400, Payloads.error("InvalidRequestID", "Invalid request ID"));
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        // Closing the body ends the exchange and keeps the connection; closing the exchange would close both.
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
