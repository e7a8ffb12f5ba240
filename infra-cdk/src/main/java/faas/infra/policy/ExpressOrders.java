package faas.infra.policy;

/**
 * What a consumer group takes of express orders. The relay sets the attribute {@value #ATTRIBUTE} on the event that
 * places one and on no other.
 */
public enum ExpressOrders {
    /** The attribute does not matter. */
    TOO,
    /** Events with the attribute only. */
    ONLY,
    /** Events without the attribute only. */
    NOT;

    /** The message attribute that the events of express orders carry. */
    public static final String ATTRIBUTE = "express";

    /** Its value. */
    public static final String VALUE = "true";
}
