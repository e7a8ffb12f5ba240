package faas.localcloud.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one endpoint of the engine, on loopback. It knows the caller by the access key, without checking the signature,
 * and hands the request to the service that it is for.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int BACKLOG = 1_024;

    static {
        // Without it each small response waits up to 40 ms for the client's acknowledgement. Read once by the JDK's
        // server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Idle connections it keeps; clients of many function processes come and go.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        // Longer than clients keep an idle connection (SDKs a minute), so that they never write to one just closed.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AccessKeys keys;

    private Gateway(HttpServer server, AccessKeys keys) {
        this.server = server;
        this.keys = keys;
        server.setExecutor(threads);
    }

    /**
     * Takes the port; requests wait until {@link #open}.
     *
     * @param port 0 for any that is free
     * @throws java.net.BindException if the port is taken
     */
    public static Gateway bind(int port, AccessKeys keys) throws IOException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new Gateway(HttpServer.create(loopback, BACKLOG), keys);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Begins to answer. */
    public void open(GatewayServices services) {
        Router router = new Router(services);
        server.createContext("/", exchange -> {
            try (exchange) {
                respond(exchange, answer(exchange, router));
            }
        });
        server.start();
    }

    private GatewayReply answer(HttpExchange exchange, Router router) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Optional<String> accessKeyId = GatewayRequest.accessKeyId(exchange.getRequestHeaders());
        URI uri = exchange.getRequestURI();
        GatewayRequest request = new GatewayRequest(
                exchange.getRequestMethod(),
                uri.getPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                exchange.getRequestHeaders(),
                body,
                accessKeyId.flatMap(keys::holder));
        try {
            return router.route(request, accessKeyId);
        } catch (IOException e) {
            LOG.warn("gateway: {} {}: {}", request.method(), request.path(), e.toString());
            return GatewayReply.jsonError(
                    503, "ServiceUnavailable", "local-cloud: service out of reach: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("gateway: {} {}", request.method(), request.path(), e);
            return GatewayReply.jsonError(500, "InternalFailure", "local-cloud: " + e);
        }
    }

    private static void respond(HttpExchange exchange, GatewayReply reply) throws IOException {
        for (Map.Entry<String, String> header : reply.headers()) {
            exchange.getResponseHeaders().add(header.getKey(), header.getValue());
        }
        byte[] body = reply.body();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
