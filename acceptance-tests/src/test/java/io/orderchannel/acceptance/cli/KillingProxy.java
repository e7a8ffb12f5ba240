package io.orderchannel.acceptance.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** Stands between a command and an engine, and kills the command in place of passing one of its requests on. */
public final class KillingProxy implements AutoCloseable {

    /** Not the host: it is signed. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "upgrade", "transfer-encoding", ":status");

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI engine;
    private final String fatalTarget;
    private final CompletableFuture<CommandLineRun> victim = new CompletableFuture<>();

    private KillingProxy(HttpServer server, URI engine, String fatalTarget) {
        this.server = server;
        this.engine = engine;
        this.fatalTarget = fatalTarget;
    }

    /**
     * Starts one.
     *
     * @param fatalTarget as {@code X-Amz-Target} names the operation: {@code AmazonSQS.DeleteMessage}
     */
    public static KillingProxy before(URI engine, String fatalTarget) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var proxy = new KillingProxy(server, engine, fatalTarget);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", proxy::pass);
        server.start();
        return proxy;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void kill(CommandLineRun run) {
        victim.complete(run);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (fatalTarget.equals(target)) {
                victim.join().signal("KILL");
                return;
            }
            var request = HttpRequest.newBuilder(
                            engine.resolve(exchange.getRequestURI().toString()))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
