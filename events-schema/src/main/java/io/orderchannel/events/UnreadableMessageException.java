package io.orderchannel.events;

/** A request or reply that is none of this contract. */
public final class UnreadableMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
