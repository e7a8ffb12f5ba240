package faas.localcloud.sns;

/** A call that SNS refuses. */
public final class SnsException extends RuntimeException {
    private final int status;
    private final String code;

    private SnsException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status to answer with. */
    public int status() {
        return status;
    }

    /** The error's name. */
    public String code() {
        return code;
    }

    /** A parameter is not what it should be. */
    public static SnsException invalidParameter(String message) {
        return new SnsException(400, "InvalidParameter", "Invalid parameter: " + message);
    }

    /** A value is not what it should be. */
    static SnsException invalidValue(String message) {
        return new SnsException(400, "ParameterValueInvalid", message);
    }

    static SnsException notFound(String message) {
        return new SnsException(404, "NotFound", message);
    }

    static SnsException batch(String code, String message) {
        return new SnsException(400, code, message);
    }

    /** An action that is not carried out. */
    public static SnsException invalidAction(String action) {
        return new SnsException(400, "InvalidAction", "The action " + action + " is not carried out by local-cloud");
    }
}
