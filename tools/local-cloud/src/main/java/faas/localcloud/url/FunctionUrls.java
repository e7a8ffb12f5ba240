package faas.localcloud.url;

import com.sun.net.httpserver.HttpServer;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.lambda.Trigger;
import faas.localcloud.signature.SignatureVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** All function URLs of an engine, each a loopback port of its own. Safe for use by several threads. */
public final class FunctionUrls implements AutoCloseable {
    static {
        // Without it answers may wait 40 ms for the peer's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Who may call a URL. */
    public enum AuthType {
        /** Callers whose signature is verified. */
        AWS_IAM,
        /** Everybody. */
        NONE
    }

    private final LambdaService lambda;
    private final SignatureVerifier verifier;
    private final Callers callers;
    private final String accountId;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    /**
     * No URLs yet.
     *
     * @param accountId the functions' owner, for events
     */
    public FunctionUrls(LambdaService lambda, Callers callers, String region, String accountId, InstantSource clock) {
        this.lambda = lambda;
        this.callers = callers;
        this.verifier = new SignatureVerifier(callers::find, region, Set.of("lambda"), clock);
        this.accountId = accountId;
        this.clock = clock;
    }

    /**
     * Starts listening; returns {@code http://127.0.0.1:<port>/}.
     *
     * @param functionName name, qualified name or ARN, as the template has it
     * @throws IllegalArgumentException if there is no such function
     */
    public URI create(String functionName, AuthType authType) {
        FunctionSpec function = lambda.find(functionName)
                .orElseThrow(() -> new IllegalArgumentException("URL of an unknown function " + functionName));
        lambda.log().trigger(function, Trigger.HTTP);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext(
                    "/", new UrlHandler(functionName, authType, function, lambda, verifier, callers, accountId, clock));
            server.start();
            servers.add(server);
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        } catch (IOException e) {
            throw new UncheckedIOException("URL of " + function.name(), e);
        }
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
