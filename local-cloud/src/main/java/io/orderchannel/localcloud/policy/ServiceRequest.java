package io.orderchannel.localcloud.policy;

import java.util.Map;

/**
 * What an AWS service asks a resource's policy for.
 *
 * @param service principal, as {@code sns.amazonaws.com}
 * @param action as {@code sqs:SendMessage}
 * @param resource ARN of the resource
 * @param context condition keys and their values, as {@code aws:SourceArn}
 */
public record ServiceRequest(String service, String action, String resource, Map<String, String> context) {
    private static final String SOURCE_ARN = "aws:SourceArn";

    public ServiceRequest {
        context = Map.copyOf(context);
    }

    /**
     * A request of a service on behalf of one of its resources. It counts as made over TLS: AWS's services use it
     * between each other, and here nothing leaves the machine.
     */
    public static ServiceRequest onBehalfOf(String sourceArn, String service, String action, String resource) {
        String account = sourceArn.split(":", -1)[4];
        return new ServiceRequest(
                service,
                action,
                resource,
                Map.of(SOURCE_ARN, sourceArn, "aws:SourceAccount", account, "aws:SecureTransport", "true"));
    }

    /** The resource on whose behalf the service asks. */
    public String source() {
        return context.getOrDefault(SOURCE_ARN, "");
    }
}
