package faas.cli.deploy;

/** Deploying cannot begin, or the CDK command line failed; the message says in one line what to do next. */
public final class DeploymentException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refused;

    private DeploymentException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    /** Nothing was changed, and nothing will be before the user has done something. */
    public static DeploymentException refused(String message) {
        return new DeploymentException(message, true);
    }

    static DeploymentException failed(String message) {
        return new DeploymentException(message, false);
    }

    public boolean isRefused() {
        return refused;
    }
}
