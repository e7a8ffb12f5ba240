package faas.infra.policy;

import java.util.List;

/**
 * What one function may do: exact actions on one exact resource.
 *
 * @param resource an ARN, or {@code *} for an action that AWS gives no resource level
 * @param reason why it is needed so; for {@code *}, where AWS says so
 */
public record Permission(List<String> actions, String resource, String reason) {
    public Permission {
        actions = List.copyOf(actions);
        for (String action : actions) {
            if (action.contains("*")) {
                throw new PolicyException(
                        List.of(new Violation(resource, "action " + action, "must name one action, never *")));
            }
        }
    }

    public static Permission of(String resource, String reason, String... actions) {
        if (resource.equals("*")) {
            throw new PolicyException(List.of(new Violation(
                    String.join(", ", actions),
                    "resource *",
                    "must be an ARN; an action without a resource level goes through withoutResourceLevel")));
        }
        return new Permission(List.of(actions), resource, reason);
    }

    /** For the few actions that can only be allowed on everything; the reason names AWS's page. */
    public static Permission withoutResourceLevel(String reason, String... actions) {
        return new Permission(List.of(actions), "*", reason);
    }
}
