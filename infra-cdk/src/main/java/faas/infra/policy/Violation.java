package faas.infra.policy;

/**
 * A policy that breaks a rule.
 *
 * @param construct id of the construct that the policy belongs to
 * @param value what was found, with its name
 * @param rule what must hold, with its bounds
 */
public record Violation(String construct, String value, String rule) {
    @Override
    public String toString() {
        return construct + ": " + value + ": " + rule;
    }
}
