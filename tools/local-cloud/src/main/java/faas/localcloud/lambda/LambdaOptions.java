package faas.localcloud.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is chosen for a whole engine.
 *
 * @param idleExpiry after this long without an invocation an environment is stopped
 * @param maxInvocationsPerEnvironment 1 gives every invocation a process of its own
 * @param accountConcurrency invocations at one time in all functions; 10 is the quota of a new AWS account
 * @param asyncRetryBaseDelay before the first retry of an asynchronous invocation that failed, a minute on AWS; the
 *     second waits twice as long
 * @param primed whether environments start as SnapStart starts the one that it takes its snapshot of: with the hooks of
 *     the function run at the end of their init
 * @param workDirectory logs and the extracted native library go here; created if absent
 * @param aotCacheDirectory where {@link AotTrainer} left its caches; null: run without
 * @param verboseLogs also write the functions' log lines to standard error
 * @param debugAgents by construct id of each debugged function, the JVM option that opens its debugger's port
 */
public record LambdaOptions(
        Duration idleExpiry,
        int maxInvocationsPerEnvironment,
        int accountConcurrency,
        Duration asyncRetryBaseDelay,
        boolean primed,
        Path workDirectory,
        @Nullable Path aotCacheDirectory,
        boolean verboseLogs,
        Map<String, String> debugAgents) {

    public LambdaOptions {
        debugAgents = Map.copyOf(debugAgents);
        if (maxInvocationsPerEnvironment < 1
                || accountConcurrency < 1
                || !idleExpiry.isPositive()
                || asyncRetryBaseDelay.isNegative()) {
            throw new IllegalArgumentException("idle expiry " + idleExpiry + ", invocations per environment "
                    + maxInvocationsPerEnvironment + ", account concurrency " + accountConcurrency
                    + ": each must be positive; asynchronous retry base delay " + asyncRetryBaseDelay
                    + ": not negative");
        }
    }

    public static LambdaOptions in(Path workDirectory) {
        return new LambdaOptions(
                Duration.ofMinutes(10),
                Integer.MAX_VALUE,
                10,
                Duration.ofMinutes(1),
                false,
                workDirectory,
                null,
                false,
                Map.of());
    }

    public LambdaOptions withIdleExpiry(Duration expiry) {
        return new LambdaOptions(
                expiry,
                maxInvocationsPerEnvironment,
                accountConcurrency,
                asyncRetryBaseDelay,
                primed,
                workDirectory,
                aotCacheDirectory,
                verboseLogs,
                debugAgents);
    }

    public LambdaOptions withMaxInvocationsPerEnvironment(int invocations) {
        return new LambdaOptions(
                idleExpiry,
                invocations,
                accountConcurrency,
                asyncRetryBaseDelay,
                primed,
                workDirectory,
                aotCacheDirectory,
                verboseLogs,
                debugAgents);
    }

    public LambdaOptions withAccountConcurrency(int concurrency) {
        return new LambdaOptions(
                idleExpiry,
                maxInvocationsPerEnvironment,
                concurrency,
                asyncRetryBaseDelay,
                primed,
                workDirectory,
                aotCacheDirectory,
                verboseLogs,
                debugAgents);
    }

    public LambdaOptions withAsyncRetryBaseDelay(Duration delay) {
        return new LambdaOptions(
                idleExpiry,
                maxInvocationsPerEnvironment,
                accountConcurrency,
                delay,
                primed,
                workDirectory,
                aotCacheDirectory,
                verboseLogs,
                debugAgents);
    }

    public LambdaOptions withPrimed(boolean chosen) {
        return new LambdaOptions(
                idleExpiry,
                maxInvocationsPerEnvironment,
                accountConcurrency,
                asyncRetryBaseDelay,
                chosen,
                workDirectory,
                aotCacheDirectory,
                verboseLogs,
                debugAgents);
    }

    public LambdaOptions withAotCacheDirectory(@Nullable Path directory) {
        return new LambdaOptions(
                idleExpiry,
                maxInvocationsPerEnvironment,
                accountConcurrency,
                asyncRetryBaseDelay,
                primed,
                workDirectory,
                directory,
                verboseLogs,
                debugAgents);
    }

    public LambdaOptions withVerboseLogs(boolean verbose) {
        return new LambdaOptions(
                idleExpiry,
                maxInvocationsPerEnvironment,
                accountConcurrency,
                asyncRetryBaseDelay,
                primed,
                workDirectory,
                aotCacheDirectory,
                verbose,
                debugAgents);
    }

    /**
     * Functions that take a debugger. Each has one environment at a time, which starts before its first invocation, and
     * no time limit, whether a debugger is attached or not.
     *
     * @param ports on 127.0.0.1, by construct id
     * @param suspend whether an environment waits for its debugger before it runs any code of the function
     * @see <a href="https://docs.oracle.com/en/java/javase/25/docs/specs/jpda/conninv.html">JDWP agent</a>
     */
    public LambdaOptions withDebugged(Map<String, Integer> ports, boolean suspend) {
        return new LambdaOptions(
                idleExpiry,
                maxInvocationsPerEnvironment,
                accountConcurrency,
                asyncRetryBaseDelay,
                primed,
                workDirectory,
                aotCacheDirectory,
                verboseLogs,
                ports.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                function -> "-agentlib:jdwp=transport=dt_socket,server=y,suspend="
                                        + (suspend ? "y" : "n") + ",address=127.0.0.1:" + function.getValue())));
    }
}
