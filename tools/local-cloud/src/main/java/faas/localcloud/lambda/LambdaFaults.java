package faas.localcloud.lambda;

/** Faults that a test asks the Lambda service for. Safe for use by several threads. */
public interface LambdaFaults {

    /**
     * The next {@code count} invocations of the function that succeed are reported to their caller as failed, although the
     * handler did its work.
     *
     * @param functionName construct id or physical name
     */
    void loseResponses(String functionName, int count);

    /**
     * Kills the environment's process as it is, in the middle of an invocation too; returns when it is dead.
     *
     * @param environmentId as given to {@link CredentialIssuer#issue}
     * @return false if no such environment is running
     */
    boolean killEnvironment(String environmentId);

    /** Kills every environment of the function; returns how many there were. */
    int killEnvironmentsOf(String functionName);
}
