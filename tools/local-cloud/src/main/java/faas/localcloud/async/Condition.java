package faas.localcloud.async;

/** Why there is an invocation record, as AWS spells it. */
enum Condition {
    SUCCESS("Success"),
    RETRIES_EXHAUSTED("RetriesExhausted"),
    EVENT_AGE_EXCEEDED("EventAgeExceeded"),
    /** A function that may not run at all: its events are given up without an attempt. */
    ZERO_RESERVED_CONCURRENCY("ZeroReservedConcurrency");

    private final String label;

    Condition(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
