package faas.localcloud.secrets;

/** A call that Secrets Manager refuses. */
public final class SecretsException extends RuntimeException {
    private final String code;

    private SecretsException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The error's name. */
    public String code() {
        return code;
    }

    static SecretsException notFound(String message) {
        return new SecretsException("ResourceNotFoundException", message);
    }

    static SecretsException exists(String message) {
        return new SecretsException("ResourceExistsException", message);
    }

    static SecretsException invalidParameter(String message) {
        return new SecretsException("InvalidParameterException", message);
    }

    static SecretsException invalidAction(String action) {
        return new SecretsException("InvalidAction", "The action " + action + " is not carried out by local-cloud");
    }
}
