package faas.localcloud.gateway;

import java.util.List;
import java.util.Map;

/**
 * What a request needs to be allowed.
 *
 * @param action as {@code sqs:SendMessage}
 * @param resource an ARN, or {@code *} for an action that has no resource level
 * @param context condition keys of the request itself and their values, as {@code dynamodb:LeadingKeys}
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html">Actions, resources
 *     and condition keys</a>
 */
record RequiredAccess(String action, String resource, Map<String, List<String>> context) {
    RequiredAccess {
        context = Map.copyOf(context);
    }

    RequiredAccess(String action, String resource) {
        this(action, resource, Map.of());
    }
}
