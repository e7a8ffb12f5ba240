package faas.localcloud.policy;

import java.util.List;
import java.util.Map;

/**
 * A role that functions run with.
 *
 * @param arn as {@code arn:aws:iam::000000000000:role/orders-Role}
 * @param policies all its policies together
 */
public record Role(String arn, PolicyDocument policies) {
    public String name() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Whether a function with this role may do that. */
    public boolean allows(String action, String resource) {
        return allows(action, resource, Map.of());
    }

    /** The same, of a request with these condition keys and their values. */
    public boolean allows(String action, String resource, Map<String, List<String>> context) {
        return policies.admits(AccessRequest.ofRole(arn, action, resource, context));
    }
}
