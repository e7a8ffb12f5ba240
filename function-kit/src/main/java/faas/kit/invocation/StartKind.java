package faas.kit.invocation;

/**
 * How the environment of an invocation came to be. Lambda names it in {@code AWS_LAMBDA_INITIALIZATION_TYPE}
 * (<a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Environment variables</a>).
 */
public enum StartKind {
    /** First invocation of an environment that was initialized for it. */
    ON_DEMAND("on-demand"),
    /** First invocation of an environment that was initialized ahead of it. */
    PROVISIONED_CONCURRENCY("provisioned-concurrency"),
    /** First invocation of an environment that was restored from a snapshot. */
    SNAP_START("snap-start"),
    /** Any further invocation. */
    WARM("warm");

    private final String label;

    StartKind(String label) {
        this.label = label;
    }

    /** The name in log lines; Lambda's own where it has one. */
    public String label() {
        return label;
    }

    /** The kind of a first invocation; a type that is unknown or missing counts as on demand. */
    static StartKind ofFirst(String initializationType) {
        return switch (initializationType) {
            case "snap-start" -> SNAP_START;
            case "provisioned-concurrency" -> PROVISIONED_CONCURRENCY;
            default -> ON_DEMAND;
        };
    }
}
