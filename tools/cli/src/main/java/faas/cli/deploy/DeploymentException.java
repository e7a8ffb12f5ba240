package faas.cli.deploy;

import java.util.List;

/**
 * Deploying cannot begin, or the CDK command line failed. The message says what to do next: in one line, or of a
 * refusal in a line for each thing that is in the way.
 */
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

    static DeploymentException refused(List<String> problems) {
        return refused(String.join("\n", problems));
    }

    static DeploymentException failed(String message) {
        return new DeploymentException(message, false);
    }

    public boolean isRefused() {
        return refused;
    }
}
