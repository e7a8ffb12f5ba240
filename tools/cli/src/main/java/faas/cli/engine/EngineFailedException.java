package faas.cli.engine;

/** The engine's process did not become ready, or ended while it was asked for something. */
public final class EngineFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * The engine failed, and this is its last word.
     *
     * @param exitCode what the engine's process ended with, or 1 where it was still running
     */
    public EngineFailedException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
