package faas.events;

import java.util.regex.Pattern;

/**
 * A text that is no event of those that a codec reads. Reading it again changes nothing, so a consumer reports that
 * message as failed and lets its dead-letter queue take it. Only an event of an unknown type is sound, and meant for
 * other consumers. The exception's message holds no part of the text, since the text may be personal data and the
 * message is logged.
 */
public final class UnreadableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the text. */
    public enum Problem {
        /** Not a JSON object, or one whose envelope attributes are no strings. */
        BAD_JSON,
        /** A CloudEvents version other than 1.0. */
        UNKNOWN_SPECVERSION,
        /** A type that none of the codec's formats has; the data is not looked at. */
        UNKNOWN_TYPE,
        /** A type of a format in a version that it does not have. */
        UNKNOWN_VERSION,
        /** A required field is missing, or a field has a wrong type or value. */
        INVALID_FIELD
    }

    /** What the name of a type looks like: {@code order.placed.v1}. */
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z]{1,20}(\\.[a-z-]{1,30}){1,4}\\.v[0-9]{1,3}");

    private final Problem problem;
    private final String type;

    UnreadableEventException(Problem problem, String message) {
        this(problem, message, "");
    }

    private UnreadableEventException(Problem problem, String message, String type) {
        super(message);
        this.problem = problem;
        this.type = type;
    }

    /**
     * For an event of that type. The message holds the name only if it has the form of a type's name, such as
     * {@code order.placed.v1}: in a broken message it may be anything.
     */
    static UnreadableEventException unknownType(String name) {
        String type = TYPE_NAME.matcher(name).matches() ? name : "a type of another form";
        return new UnreadableEventException(Problem.UNKNOWN_TYPE, "event: type is unknown: " + type, type);
    }

    /** What is wrong with the text. */
    public Problem problem() {
        return problem;
    }

    /** The unknown type, or words that say that it has another form; empty for any other problem. */
    public String type() {
        return type;
    }
}
