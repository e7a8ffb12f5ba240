package faas.kit.http;

/** A request's body that is meant to be JSON. */
public sealed interface JsonBody {
    /** The body's text; whether it is JSON is the reader's to find out. */
    record Text(String text) implements JsonBody {}

    /** The body is not to be read, for that reason. */
    record Refused(Problem problem) implements JsonBody {}
}
