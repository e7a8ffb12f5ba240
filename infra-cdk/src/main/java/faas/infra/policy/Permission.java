package faas.infra.policy;

import java.util.List;
import java.util.Set;

/**
 * What one function may do: exact actions on one exact resource, or on a part of a table.
 *
 * @param resource an ARN, or {@code *} for an action that AWS gives no resource level
 * @param reason why it is needed so; for {@code *}, where AWS says so
 * @param keys of a table or an index, the partition keys of the items; empty for all of them
 */
public record Permission(List<String> actions, String resource, String reason, List<String> keys) {
    /** Those that name the partition key of each item; of a scan, a condition on it would hold. */
    private static final Set<String> NAME_KEYS = Set.of(
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:BatchGetItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:Query");

    public Permission {
        actions = List.copyOf(actions);
        keys = List.copyOf(keys);
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
        return new Permission(List.of(actions), resource, reason, List.of());
    }

    /**
     * The same for a part of the table or index: items with one of these partition keys.
     *
     * @param keys at least one, each a whole key, or its beginning and {@code *}
     * @throws PolicyException for an action that names no key, as a scan, for no key, and for one without a beginning
     * @see <a
     *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html">dynamodb:LeadingKeys</a>
     */
    public Permission onKeys(String... keys) {
        for (String action : actions) {
            if (!NAME_KEYS.contains(action)) {
                throw new PolicyException(List.of(new Violation(
                        resource, "action " + action, "must name the keys of its items to be allowed on some only")));
            }
        }
        if (keys.length == 0) {
            throw new PolicyException(List.of(new Violation(resource, "no keys", "must be at least one")));
        }
        for (String key : keys) {
            if (!key.matches("[^*?].*")) {
                throw new PolicyException(List.of(
                        new Violation(resource, "key '" + key + "'", "must begin with what the items have in common")));
            }
        }
        return new Permission(actions, resource, reason, List.of(keys));
    }

    /** For the few actions that can only be allowed on everything; the reason names AWS's page. */
    public static Permission withoutResourceLevel(String reason, String... actions) {
        return new Permission(List.of(actions), "*", reason, List.of());
    }
}
