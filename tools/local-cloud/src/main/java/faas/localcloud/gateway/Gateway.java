package faas.localcloud.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import faas.localcloud.signature.Caller;
import faas.localcloud.signature.ReceivedRequest;
import faas.localcloud.signature.Signature;
import faas.localcloud.signature.SignatureVerifier;
import faas.localcloud.signature.SignatureVerifier.Reason;
import faas.localcloud.signature.SignatureVerifier.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one endpoint of the engine, on loopback. It verifies who sent a request, and hands it to the service that it is
 * signed for.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int BACKLOG = 1_024;
    private static final String ENGINE = "/_local-cloud/";
    /**
     * The largest request that a service takes: 16 MB of {@code BatchWriteItem},
     * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html.
     */
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    static {
        // Without it each small response waits up to 40 ms for the client's acknowledgement. Read once by the JDK's
        // server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Idle connections it keeps; clients of many function processes come and go.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        // Longer than clients keep an idle connection (SDKs a minute), so that they never write to one just closed.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
        // How much of a body that nobody wants is read and thrown away. Most clients read an answer, such as 413, only
        // when they have sent everything.
        System.setProperty("sun.net.httpserver.drainAmount", String.valueOf(1L << 30));
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
        SignatureVerifier verifier = new SignatureVerifier(
                keys::caller, services.naming().region(), router.signedServices(), InstantSource.system());
        server.createContext("/", exchange -> {
            try (exchange) {
                respond(exchange, answer(exchange, router, verifier));
            }
        });
        server.start();
    }

    private GatewayReply answer(HttpExchange exchange, Router router, SignatureVerifier verifier) {
        ReceivedRequest head = ReceivedRequest.of(exchange, new byte[0]);
        try {
            if (head.rawPath().startsWith(ENGINE)) {
                return isForeign(head)
                        ? GatewayReply.jsonError(
                                403, "Forbidden", "local-cloud: found a Host or Origin other than " + endpoint())
                        : router.engine(head.rawPath().substring(ENGINE.length()));
            }
            return switch (verifier.verifyKey(head)) {
                case Verdict.Refused(Reason reason, String message) -> Router.refused(head, reason, message);
                case Verdict.Verified known
                when !router.signedServices().contains(known.signature().service()) -> router.unknownService(head);
                case Verdict.Verified known -> ofKnownKey(exchange, head, known, router, verifier);
            };
        } catch (IOException | RuntimeException e) {
            return failed(head, e);
        }
    }

    /** A request that cannot be read is its sender's fault, any other error the engine's. */
    static GatewayReply failed(ReceivedRequest request, Exception error) {
        return switch (error) {
            case BadRequestException _ ->
                Router.error(request, 400, "SerializationException", "local-cloud: " + error.getMessage());
            case IOException _, TableKeys.UnreachableException _ -> {
                LOG.warn("gateway: {} {}: {}", request.method(), request.rawPath(), error.toString());
                yield Router.error(
                        request, 503, "ServiceUnavailable", "local-cloud: service out of reach: " + error.getMessage());
            }
            default -> {
                LOG.error("gateway: {} {}", request.method(), request.rawPath(), error);
                yield Router.error(request, 500, "InternalFailure", "local-cloud: " + error);
            }
        };
    }

    /** Of a caller whose key is known the body is read. */
    private GatewayReply ofKnownKey(
            HttpExchange exchange,
            ReceivedRequest head,
            Verdict.Verified known,
            Router router,
            SignatureVerifier verifier)
            throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return Router.error(
                    head,
                    413,
                    "RequestEntityTooLarge",
                    "local-cloud: expected a body of at most " + MAX_BODY_BYTES + " bytes");
        }
        ReceivedRequest request = head.withBody(body);
        return switch (verifier.verify(known, request)) {
            case Verdict.Refused(Reason reason, String message) -> Router.refused(request, reason, message);
            case Verdict.Verified(Caller caller, Signature signature) -> {
                // It may have been revoked while the body came.
                Optional<AccessKeys.Holder> holder = keys.holder(caller.accessKeyId());
                yield holder.isPresent()
                        ? router.route(new GatewayRequest(request, signature.service(), holder.get()))
                        : Router.refused(request, Reason.UNKNOWN_KEY, "The key was revoked.");
            }
        };
    }

    /** Whether a web page may have sent it: by its own address, or by a name that it made resolve to loopback. */
    private boolean isForeign(ReceivedRequest request) {
        String port = ":" + server.getAddress().getPort();
        List<String> own = List.of("127.0.0.1" + port, "localhost" + port);
        return !own.contains(request.header("host").orElse(""))
                || request.header("origin")
                        .filter(origin -> own.stream().noneMatch(host -> origin.equals("http://" + host)))
                        .isPresent();
    }

    private static void respond(HttpExchange exchange, GatewayReply reply) throws IOException {
        for (Map.Entry<String, String> header : reply.headers()) {
            exchange.getResponseHeaders().add(header.getKey(), header.getValue());
        }
        byte[] body = reply.body();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        // Closing the body sends the response before the rest of the request is read.
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
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
