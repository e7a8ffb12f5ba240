package faas.kit.json;

/** A text that is not JSON, or not JSON as {@link JsonParser} takes it. */
public final class JsonSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    JsonSyntaxException(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** Where it stops being JSON and what was expected there, without the text itself. */
    public String detail() {
        return detail;
    }
}
