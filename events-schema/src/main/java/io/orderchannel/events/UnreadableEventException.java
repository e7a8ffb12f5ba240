package io.orderchannel.events;

/**
 * A text that is no event of this contract. Reading it again changes nothing, so a consumer reports that message as failed
 * and lets its dead-letter queue take it.
 */
public final class UnreadableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the text. */
    public enum Problem {
        /** Not a JSON object, or one whose envelope attributes are no strings. */
        BAD_JSON,
        /** A CloudEvents version other than 1.0. */
        UNKNOWN_SPECVERSION,
        /** A type whose name the contract does not have. */
        UNKNOWN_TYPE,
        /** A type of the contract in a version that it does not have. */
        UNKNOWN_VERSION,
        /** A required field is missing, or a field has a wrong type or value. */
        INVALID_FIELD
    }

    private final Problem problem;

    UnreadableEventException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    UnreadableEventException(Problem problem, String message, Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    /** What is wrong with the text. */
    public Problem problem() {
        return problem;
    }
}
