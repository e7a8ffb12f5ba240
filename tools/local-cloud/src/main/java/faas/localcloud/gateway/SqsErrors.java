package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Errors of SQS, in the protocol of the call. To one in JSON, SQS adds the name that it has in the query protocol, and
 * SDKs show that name.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait">The
 *     header</a>
 */
final class SqsErrors {
    private static final String HEADER = "x-amzn-query-error";

    /** With the prefix {@code AWS.SimpleQueueService.} and the name as it is. */
    private static final Set<String> PREFIXED = Set.of(
            "BatchEntryIdsNotDistinct",
            "BatchRequestTooLong",
            "EmptyBatchRequest",
            "InvalidBatchEntryId",
            "MessageNotInflight",
            "PurgeQueueInProgress",
            "QueueDeletedRecently",
            "TooManyEntriesInBatchRequest",
            "UnsupportedOperation");

    private static final Map<String, String> RENAMED = Map.of(
            "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
            "QueueNameExists", "QueueAlreadyExists",
            "AccessDeniedException", "AccessDenied");

    private SqsErrors() {}

    /**
     * An error.
     *
     * @param json whether the call came in the JSON protocol
     * @param code of the JSON protocol, as {@code QueueDoesNotExist}
     */
    static GatewayReply of(boolean json, int status, String code, String message) {
        return json
                ? named(GatewayReply.jsonError(status, "com.amazonaws.sqs#" + code, message))
                : QueryXml.error(status, queryName(code), message);
    }

    /** An answer of ElasticMQ in JSON; of an error with the header. */
    static GatewayReply named(GatewayReply reply) {
        if (reply.status() < 400) {
            return reply;
        }
        JsonNode error;
        try {
            error = Json.parse(reply.body());
        } catch (IllegalArgumentException notJson) {
            // ElasticMQ says nothing more than that it failed, mostly over a parameter that is missing.
            return of(
                    true,
                    reply.status(),
                    reply.status() < 500 ? "ValidationError" : "InternalFailure",
                    "ElasticMQ: " + Gateway.text(reply.body()));
        }
        String type = error.path("__type").asText();
        List<Map.Entry<String, String>> headers = new ArrayList<>(reply.headers());
        // ElasticMQ has the JSON protocol's name there.
        headers.removeIf(header -> header.getKey().equalsIgnoreCase(HEADER));
        headers.add(Map.entry(
                HEADER,
                queryName(type.substring(type.indexOf('#') + 1)) + (reply.status() < 500 ? ";Sender" : ";Receiver")));
        return new GatewayReply(reply.status(), headers, reply.body());
    }

    private static String queryName(String name) {
        return PREFIXED.contains(name) ? "AWS.SimpleQueueService." + name : RENAMED.getOrDefault(name, name);
    }
}
