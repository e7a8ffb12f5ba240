package faas.infra.policy;

/** Where a new mapping starts to read a stream. */
public enum StreamPosition {
    TRIM_HORIZON,
    LATEST
}
