package faas.json;

/**
 * One wrong member of a JSON text.
 *
 * @param pointer JSON pointer as a URI fragment, {@code #/items/0/quantity} (<a
 *     href="https://www.rfc-editor.org/rfc/rfc6901#section-6">RFC 6901, section 6</a>); {@code #} for the whole text
 * @param detail what was expected and what kind of value was found
 */
public record FieldError(String pointer, String detail) {}
