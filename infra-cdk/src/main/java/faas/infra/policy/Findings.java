package faas.infra.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Gathers what breaks a rule in the policies of one construct, so that all of it is named at once. */
public final class Findings {
    private final String construct;
    private final List<Violation> violations = new ArrayList<>();

    /**
     * Nothing found yet.
     *
     * @param construct id of the construct that the policies belong to
     */
    public Findings(String construct) {
        this.construct = construct;
    }

    /** What was found so far. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /**
     * Adds a violation.
     *
     * @param value what was found, with its name
     * @param rule what must hold, with its bounds
     */
    public void add(String value, String rule) {
        violations.add(new Violation(construct, value, rule));
    }

    void addAll(List<Violation> more) {
        violations.addAll(more);
    }

    void checkRange(String name, OptionalInt value, int least, int most) {
        value.ifPresent(present -> checkRange(name, present, least, most));
    }

    void checkRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            add(name + " " + value, "must be %d to %d".formatted(least, most));
        }
    }

    /**
     * Adds a violation where a duration is out of its bounds, which are allowed themselves, or not in whole seconds.
     */
    public void checkRange(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            add(name + " " + seconds(value), "must be %s to %s".formatted(seconds(least), seconds(most)));
        }
        checkWholeSeconds(name, value);
    }

    void checkWholeSeconds(String name, Duration value) {
        if (!value.equals(Duration.ofSeconds(value.toSeconds()))) {
            add(name + " " + value, "must be whole seconds");
        }
    }

    /** A duration in the words of a violation: {@code 90 s}. */
    public static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
