package faas.events;

/** A type of event. Each context has its own: an enum beside its events. */
public interface EventType {
    /** The CloudEvents {@code type}, version included: {@code order.placed.v1}. Also the SNS attribute {@code type}. */
    String wireName();

    /** The CloudEvents {@code source}: a slash and the name of the context that emits the type: {@code /order}. */
    String source();

    /** The type's name without its version: {@code order.placed}. */
    default String unversionedName() {
        return wireName().substring(0, wireName().lastIndexOf('.'));
    }
}
