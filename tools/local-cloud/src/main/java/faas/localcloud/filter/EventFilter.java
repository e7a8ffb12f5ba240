package faas.localcloud.filter;

import java.util.List;
import software.amazon.event.ruler.Machine;

/**
 * Decides by event patterns whether an event passes: it does when any one of them matches, or when there is none. The
 * matching is AWS's own Event Ruler. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html">Event filtering</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html">Filter policies</a>
 */
public final class EventFilter {
    private static final EventFilter EVERYTHING = new EventFilter(List.of());

    private final List<String> patterns;
    private final Machine machine;

    private EventFilter(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
        this.machine = Machine.builder().build();
        for (String pattern : patterns) {
            try {
                machine.addRule(pattern, pattern);
            } catch (Exception e) {
                throw new IllegalArgumentException("pattern " + pattern + ": " + firstLine(e), e);
            }
        }
    }

    /** The filter that lets everything pass. */
    public static EventFilter everything() {
        return EVERYTHING;
    }

    /**
     * A filter of these patterns, each a JSON object.
     *
     * @throws IllegalArgumentException if one of them is no valid pattern; names the pattern and what is wrong
     */
    public static EventFilter of(List<String> patterns) {
        return patterns.isEmpty() ? EVERYTHING : new EventFilter(patterns);
    }

    /** Whether the event passes. A text that is no JSON object passes only where there is no pattern. */
    public boolean matches(String eventJson) {
        if (patterns.isEmpty()) {
            return true;
        }
        try {
            return !machine.rulesForJSONEvent(eventJson).isEmpty();
        } catch (Exception notAnEvent) {
            // AWS: a message that cannot be parsed matches no pattern, and is filtered out.
            return false;
        }
    }

    @Override
    public String toString() {
        return patterns.toString();
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("not valid");
    }
}
