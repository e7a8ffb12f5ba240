package io.orderchannel.localcloud.lambda;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Lambda service. Safe for use by several threads. */
public final class LambdaService implements AutoCloseable {
    private final InvocationLog log;

    /**
     * A service with no functions yet.
     *
     * @param common environment variables of every function: {@code AWS_REGION}, {@code AWS_ENDPOINT_URL} …
     */
    public LambdaService(
            LambdaOptions options, Map<String, String> common, CredentialIssuer credentials, InvocationLog log) {
        this.log = log;
    }

    /** Makes a function known; the first invocation starts its first environment. */
    public void create(FunctionSpec function) {
        log.register(function);
    }

    /**
     * Invokes synchronously and waits for the end.
     *
     * @param function name, {@code name:alias}, partial or full ARN, qualified or not
     */
    public InvocationResult invoke(String function, String payload, InvocationSource source) {
        return new InvocationResult.NotFound(function);
    }

    public Optional<FunctionSpec> find(String function) {
        return Optional.empty();
    }

    public List<FunctionSpec> functions() {
        return List.of();
    }

    public InvocationLog log() {
        return log;
    }

    /** Stops every environment. */
    @Override
    public void close() {}
}
