package io.orderchannel.localcloud.url;

import io.orderchannel.localcloud.lambda.LambdaService;
import java.net.URI;
import java.time.Clock;

/** All function URLs of an engine, each a loopback port of its own. Safe for use by several threads. */
public final class FunctionUrls implements AutoCloseable {

    /**
     * No URLs yet.
     *
     * @param accountId the functions' owner, for events
     */
    public FunctionUrls(LambdaService lambda, Callers callers, String region, String accountId, Clock clock) {}

    /** Starts listening; returns {@code http://127.0.0.1:<port>/}. */
    public URI create(FunctionUrlSpec url) {
        return URI.create("http://127.0.0.1/");
    }

    @Override
    public void close() {}
}
