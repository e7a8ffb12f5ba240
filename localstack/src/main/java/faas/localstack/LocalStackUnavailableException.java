package faas.localstack;

/** LocalStack cannot be started here; the message says in one line why, and what to do. */
public final class LocalStackUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    LocalStackUnavailableException(String message) {
        super(message);
    }
}
