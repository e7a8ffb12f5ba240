package faas.infra.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Synthesis is refused: names every construct, value and rule at once. */
public final class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PolicyException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining(System.lineSeparator())));
    }

    /** Does nothing when there is nothing to say. */
    public static void throwIfAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new PolicyException(violations);
        }
    }
}
