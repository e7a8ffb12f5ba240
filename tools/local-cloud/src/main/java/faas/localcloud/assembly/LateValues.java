package faas.localcloud.assembly;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values that are known only once a resource is made: a stream's ARN, a function URL's port. Until then a placeholder
 * stands in their place, so that everything can be planned and checked before anything is made. Safe for several
 * threads.
 */
public final class LateValues {
    private static final String OPENING = "(after-creation:";

    private final Map<String, String> values = new ConcurrentHashMap<>();

    /** The placeholder for a value of this kind, as {@code stream}, of the resource with this name. */
    public static String placeholder(String kind, String name) {
        return OPENING + kind + " of " + name + ")";
    }

    /** Whether the text is the placeholder of a value of this kind. */
    public static boolean isPlaceholder(String kind, String text) {
        return text.startsWith(OPENING + kind + " of ");
    }

    static boolean isLate(String text) {
        return text.contains(OPENING);
    }

    public void set(String placeholder, String value) {
        values.put(placeholder, value);
    }

    /**
     * The text with every placeholder replaced.
     *
     * @throws IllegalStateException if one has no value yet
     */
    public String bind(String text) {
        String bound = replaceKnown(text);
        if (isLate(bound)) {
            throw new IllegalStateException(bound + ": not made yet");
        }
        return bound;
    }

    /** Whether every value that the text needs is known. */
    public boolean canBind(String text) {
        return !isLate(replaceKnown(text));
    }

    private String replaceKnown(String text) {
        String replaced = text;
        if (isLate(text)) {
            for (Map.Entry<String, String> value : values.entrySet()) {
                replaced = replaced.replace(value.getKey(), value.getValue());
            }
        }
        return replaced;
    }
}
