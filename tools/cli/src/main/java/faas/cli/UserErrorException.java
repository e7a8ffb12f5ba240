package faas.cli;

/** What the user asked for cannot be done: the message says what and why in one line, the exit code is 2. */
public final class UserErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    public UserErrorException(String message) {
        super(message);
    }
}
