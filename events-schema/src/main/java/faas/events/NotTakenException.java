package faas.events;

import java.util.regex.Pattern;

/**
 * A message is a sound event of a type that its consumer does not take. A queue gets such events until its
 * subscription's filter policy is in force, which takes up to 15 minutes (<a
 * href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Amazon SNS subscription filter
 * policies</a>). The message is acknowledged with a warning, since another delivery would not change it. The
 * exception's message is the type.
 */
public final class NotTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the name of a type looks like: {@code order.placed.v1}. */
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z]{1,20}(\\.[a-z-]{1,30}){1,4}\\.v[0-9]{1,3}");

    /** @param type the event's type. A sender chose it, so it is told only if it has the form of a type's name. */
    public NotTakenException(String type) {
        super(TYPE_NAME.matcher(type).matches() ? type : "a type of another form", null, false, false);
    }
}
