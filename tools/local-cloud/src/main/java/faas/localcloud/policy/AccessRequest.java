package faas.localcloud.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody asks a policy for.
 *
 * @param principal a service, as {@code sns.amazonaws.com}, or a role's ARN
 * @param action as {@code sqs:SendMessage}
 * @param resource ARN of the resource, or {@code *} for an action that has no resource level
 * @param context condition keys and their values, as {@code aws:SourceArn}; several for a multivalued key
 */
public record AccessRequest(String principal, String action, String resource, Map<String, List<String>> context) {
    /** Values of the partition key in a request to DynamoDB, the one multivalued key that is known here. */
    public static final String LEADING_KEYS = "dynamodb:LeadingKeys";
    /** Stands for a value of that key which could not be read in the request; no key of an item is empty. */
    public static final String UNKNOWN = "";

    private static final String SOURCE_ARN = "aws:SourceArn";
    /** True of every request: between AWS's services it is, and here nothing leaves the machine. */
    private static final Map.Entry<String, List<String>> OVER_TLS = Map.entry("aws:SecureTransport", List.of("true"));

    public AccessRequest {
        context = Map.copyOf(context);
    }

    /** A request of a service on behalf of one of its resources. */
    public static AccessRequest onBehalfOf(String sourceArn, String service, String action, String resource) {
        return new AccessRequest(
                service,
                action,
                resource,
                Map.ofEntries(
                        Map.entry(SOURCE_ARN, List.of(sourceArn)),
                        Map.entry("aws:SourceAccount", List.of(account(sourceArn))),
                        OVER_TLS));
    }

    /**
     * A request of a function that runs with this role.
     *
     * @param ofRequest condition keys that the service derives from the request
     */
    public static AccessRequest ofRole(
            String roleArn, String action, String resource, Map<String, List<String>> ofRequest) {
        Map<String, List<String>> context = new HashMap<>(ofRequest);
        context.put("aws:PrincipalArn", List.of(roleArn));
        context.put("aws:PrincipalAccount", List.of(account(roleArn)));
        context.put(OVER_TLS.getKey(), OVER_TLS.getValue());
        return new AccessRequest(roleArn, action, resource, context);
    }

    private static String account(String arn) {
        return arn.split(":", -1)[4];
    }

    /** The resource on whose behalf a service asks. */
    public String source() {
        return String.join("", context.getOrDefault(SOURCE_ARN, List.of()));
    }
}
