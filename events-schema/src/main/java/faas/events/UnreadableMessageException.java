package faas.events;

/** A text that is not the request or reply that its reader expects. */
public final class UnreadableMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
