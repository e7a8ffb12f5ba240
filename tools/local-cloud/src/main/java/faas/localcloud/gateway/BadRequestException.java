package faas.localcloud.gateway;

/** The request cannot be read, and its sender is to blame. */
final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRequestException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
