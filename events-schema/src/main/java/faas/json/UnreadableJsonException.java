package faas.json;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A text that is not the JSON that its reader expects. The message names every wrong member and holds no part of the
 * text, which may be personal data.
 */
public final class UnreadableJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    /**
     * @param what was expected: {@code event}, {@code body}
     * @param errors at least one
     */
    public UnreadableJsonException(String what, List<FieldError> errors) {
        super(errors.stream()
                .map(error -> error.pointer() + " " + error.detail())
                .collect(Collectors.joining("; ", what + ": ", "")));
        this.errors = List.copyOf(errors);
    }

    /** What is wrong, in the order in which it was read. */
    public List<FieldError> errors() {
        return errors;
    }
}
