package faas.localcloud.schedule;

import java.util.List;
import java.util.Optional;

/**
 * A rule as its template declares it.
 *
 * @param where stack, logical id and type, which messages about the template begin with
 * @param expression text of its schedule
 * @param enabled whether it fires when the engine starts
 */
public record Rule(
        String where,
        String name,
        String arn,
        Optional<String> description,
        String expression,
        boolean enabled,
        List<Target> targets) {
    public Rule {
        targets = List.copyOf(targets);
    }

    /**
     * A function that the rule invokes.
     *
     * @param functionArn qualified where it is an alias
     * @param input what the function gets instead of the event
     */
    public record Target(String id, String functionArn, Optional<String> input) {}
}
