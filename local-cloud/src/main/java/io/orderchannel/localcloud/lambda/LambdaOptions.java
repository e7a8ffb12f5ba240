package io.orderchannel.localcloud.lambda;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is chosen for a whole engine.
 *
 * @param idleExpiry after this long without an invocation an environment is stopped
 * @param maxInvocationsPerEnvironment 1 gives every invocation a process of its own
 * @param accountConcurrency invocations at one time in all functions; 10 is the quota of a new AWS account
 * @param workDirectory logs and the extracted native library go here; created if absent
 * @param aotCacheDirectory where {@link AotTrainer} left its caches; null: run without
 * @param verboseLogs also write the functions' log lines to standard error
 */
public record LambdaOptions(
        Duration idleExpiry,
        int maxInvocationsPerEnvironment,
        int accountConcurrency,
        Path workDirectory,
        @Nullable Path aotCacheDirectory,
        boolean verboseLogs) {

    public LambdaOptions {
        if (maxInvocationsPerEnvironment < 1 || accountConcurrency < 1 || !idleExpiry.isPositive()) {
            throw new IllegalArgumentException("idle expiry " + idleExpiry + ", invocations per environment "
                    + maxInvocationsPerEnvironment + ", account concurrency " + accountConcurrency
                    + ": each must be positive");
        }
    }

    public static LambdaOptions in(Path workDirectory) {
        return new LambdaOptions(Duration.ofMinutes(10), Integer.MAX_VALUE, 10, workDirectory, null, false);
    }

    public LambdaOptions withIdleExpiry(Duration expiry) {
        return new LambdaOptions(
                expiry,
                maxInvocationsPerEnvironment,
                accountConcurrency,
                workDirectory,
                aotCacheDirectory,
                verboseLogs);
    }

    public LambdaOptions withMaxInvocationsPerEnvironment(int invocations) {
        return new LambdaOptions(
                idleExpiry, invocations, accountConcurrency, workDirectory, aotCacheDirectory, verboseLogs);
    }

    public LambdaOptions withAccountConcurrency(int concurrency) {
        return new LambdaOptions(
                idleExpiry, maxInvocationsPerEnvironment, concurrency, workDirectory, aotCacheDirectory, verboseLogs);
    }

    public LambdaOptions withAotCacheDirectory(@Nullable Path directory) {
        return new LambdaOptions(
                idleExpiry, maxInvocationsPerEnvironment, accountConcurrency, workDirectory, directory, verboseLogs);
    }

    public LambdaOptions withVerboseLogs(boolean verbose) {
        return new LambdaOptions(
                idleExpiry,
                maxInvocationsPerEnvironment,
                accountConcurrency,
                workDirectory,
                aotCacheDirectory,
                verbose);
    }
}
