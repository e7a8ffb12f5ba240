package faas.kit.http;

/**
 * One wrong field of a request.
 *
 * @param pointer JSON pointer as a URI fragment, {@code #/items/0/quantity} (RFC 6901, section 6); {@code #} for the whole body
 * @param detail what was found and what was expected
 */
public record FieldError(String pointer, String detail) {}
