package faas.kit.batch;

/**
 * A message is a sound event of a type that its consumer does not take. A queue gets such events until its
 * subscription's filter policy is in force, which takes up to 15 minutes (<a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Amazon SNS subscription filter
 * policies</a>). A reader or processor throws it, and the message is acknowledged with a warning, since another
 * delivery would not change it.
 */
public final class NotTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    /** @param type the event's type, which is logged: never unchecked text from a message */
    public NotTakenException(String type) {
        super(type + " is not taken here", null, false, false);
        this.type = type;
    }

    /** The event's type. */
    public String type() {
        return type;
    }
}
