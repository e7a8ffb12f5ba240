package faas.localcloud.policy;

import java.util.Map;

/**
 * What somebody asks a policy for.
 *
 * @param principal a service, as {@code sns.amazonaws.com}, or a role's ARN
 * @param action as {@code sqs:SendMessage}
 * @param resource ARN of the resource, or {@code *} for an action that has no resource level
 * @param context condition keys and their values, as {@code aws:SourceArn}
 */
public record AccessRequest(String principal, String action, String resource, Map<String, String> context) {
    private static final String SOURCE_ARN = "aws:SourceArn";
    /** True of every request: between AWS's services it is, and here nothing leaves the machine. */
    private static final Map.Entry<String, String> OVER_TLS = Map.entry("aws:SecureTransport", "true");

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
                        Map.entry(SOURCE_ARN, sourceArn),
                        Map.entry("aws:SourceAccount", account(sourceArn)),
                        OVER_TLS));
    }

    /** A request of a function that runs with this role. */
    public static AccessRequest ofRole(String roleArn, String action, String resource) {
        return new AccessRequest(
                roleArn,
                action,
                resource,
                Map.ofEntries(
                        Map.entry("aws:PrincipalArn", roleArn),
                        Map.entry("aws:PrincipalAccount", account(roleArn)),
                        OVER_TLS));
    }

    private static String account(String arn) {
        return arn.split(":", -1)[4];
    }

    /** The resource on whose behalf a service asks. */
    public String source() {
        return context.getOrDefault(SOURCE_ARN, "");
    }
}
