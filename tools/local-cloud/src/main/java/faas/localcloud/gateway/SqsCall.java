package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import faas.localcloud.provision.Naming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A request to SQS, taken apart. ElasticMQ finds a queue by a URL, by a name and by the request's path. It is sent the
 * one queue that the caller was authorized for, and nothing else that the caller sent to name a queue.
 *
 * @param operation as {@code SendMessage}
 * @param target what it is about
 * @param input of the JSON protocol; empty in the query protocol of old SDKs
 * @param form of the query protocol
 */
record SqsCall(String operation, Target target, Optional<ObjectNode> input, Map<String, String> form) {
    private static final Set<String> OF_QUEUE_NAME = Set.of("CreateQueue", "GetQueueUrl");
    private static final Set<String> OF_SOURCE_ARN = Set.of("StartMessageMoveTask", "ListMessageMoveTasks");
    /** ListQueues has no resource; CancelMessageMoveTask names a task, which does not tell the queue. */
    private static final Set<String> OF_NO_QUEUE = Set.of("ListQueues", "CancelMessageMoveTask");

    private static final Set<String> OF_QUEUE_URL = Set.of(
            "AddPermission",
            "ChangeMessageVisibility",
            "ChangeMessageVisibilityBatch",
            "DeleteMessage",
            "DeleteMessageBatch",
            "DeleteQueue",
            "GetQueueAttributes",
            "ListDeadLetterSourceQueues",
            "ListQueueTags",
            "PurgeQueue",
            "ReceiveMessage",
            "RemovePermission",
            "SendMessage",
            "SendMessageBatch",
            "SetQueueAttributes",
            "TagQueue",
            "UntagQueue");

    private static final String QUEUE_URL = "QueueUrl";
    private static final String QUEUE_NAME = "QueueName";
    private static final String SOURCE = "SourceArn";
    private static final String DESTINATION = "DestinationArn";
    private static final String BATCH = "Batch";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,80}");
    /** Scheme and host may be any that lead to the gateway. */
    private static final Pattern URL = Pattern.compile("(?:https?://[^/?#@]+)?/([0-9]{12})/([^/]+)");

    /** What a call is about. */
    sealed interface Target {
        /** A queue. */
        record Queue(String name) implements Target {}

        /** No queue of its own. */
        record Any() implements Target {}

        /** What is no queue of this account, as the caller sent it. */
        record NoQueue(String found) implements Target {}

        /** An operation that SQS does not have. */
        record NoOperation() implements Target {}
    }

    static SqsCall of(GatewayRequest request, Naming naming) {
        if (request.targetService().equals("AmazonSQS")) {
            ObjectNode input = request.json() instanceof ObjectNode object ? object.deepCopy() : Json.object();
            String operation = request.targetOperation();
            Target target = target(operation, name -> input.path(name).asText(), "", naming);
            input.remove(List.of(QUEUE_URL, QUEUE_NAME));
            named(operation, target, naming).forEach(input::put);
            return new SqsCall(operation, target, Optional.of(input), Map.of());
        }
        QueryParameters parameters = request.parameters();
        String operation = parameters.text("Action");
        Target target = target(operation, parameters::text, request.path(), naming);
        Map<String, String> form = new LinkedHashMap<>(parameters.values());
        form.keySet().removeIf(name -> name.equals(QUEUE_URL) || name.equals(QUEUE_NAME) || name.startsWith("X-Amz-"));
        form.putAll(named(operation, target, naming));
        return new SqsCall(operation, target, Optional.empty(), form);
    }

    /**
     * @param parameters reads one; empty where it is missing
     * @param path of the query protocol, where a queue's URL may be the address of the request
     */
    private static Target target(String operation, UnaryOperator<String> parameters, String path, Naming naming) {
        if (OF_QUEUE_NAME.contains(operation)) {
            return queue(parameters.apply(QUEUE_NAME), parameters.apply(QUEUE_NAME));
        }
        if (OF_SOURCE_ARN.contains(operation)) {
            Target destination = ofArn(parameters.apply(DESTINATION), naming);
            return parameters.apply(DESTINATION).isEmpty() || destination instanceof Target.Queue
                    ? ofArn(parameters.apply(SOURCE), naming)
                    : destination;
        }
        if (OF_NO_QUEUE.contains(operation)) {
            return new Target.Any();
        }
        if (!OF_QUEUE_URL.contains(operation)) {
            return new Target.NoOperation();
        }
        String url = parameters.apply(QUEUE_URL);
        boolean atQueue = !path.isEmpty() && !path.equals("/");
        if (!atQueue || url.isEmpty()) {
            return ofUrl(atQueue ? path : url, naming);
        }
        Target ofUrl = ofUrl(url, naming);
        return ofUrl.equals(ofUrl(path, naming)) ? ofUrl : new Target.NoQueue(path);
    }

    private static Target ofUrl(String url, Naming naming) {
        Matcher matcher = URL.matcher(url);
        return matcher.matches() && matcher.group(1).equals(naming.accountId())
                ? queue(matcher.group(2), url)
                : new Target.NoQueue(url);
    }

    /** An ARN that is taken is exactly the queue's own; ElasticMQ would read no more than its last part. */
    private static Target ofArn(String arn, Naming naming) {
        String start = naming.queueArn("");
        return arn.startsWith(start) ? queue(arn.substring(start.length()), arn) : new Target.NoQueue(arn);
    }

    private static Target queue(String name, String found) {
        return NAME.matcher(name).matches() ? new Target.Queue(name) : new Target.NoQueue(found);
    }

    private static Map<String, String> named(String operation, Target target, Naming naming) {
        return target instanceof Target.Queue(String name)
                ? OF_QUEUE_NAME.contains(operation)
                        ? Map.of(QUEUE_NAME, name)
                        : OF_QUEUE_URL.contains(operation) ? Map.of(QUEUE_URL, naming.queueUrl(name)) : Map.of()
                : Map.of();
    }

    /** The queue's name; empty where it is about none. */
    String queue() {
        return target instanceof Target.Queue(String name) ? name : "";
    }

    /**
     * What it needs. A batch needs what its parts need; to move messages, also what a receiver and a sender need.
     *
     * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html">SQS</a>
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html">Permissions
     *     of a redrive</a>
     */
    List<RequiredAccess> requiredAccess(Naming naming) {
        String action =
                operation.endsWith(BATCH) ? operation.substring(0, operation.length() - BATCH.length()) : operation;
        return switch (target) {
            case Target.Any _ -> List.of(new RequiredAccess("sqs:" + action, "*"));
            case Target.NoQueue _, Target.NoOperation _ -> List.of();
            case Target.Queue(String name) -> {
                String queue = naming.queueArn(name);
                List<RequiredAccess> required = new ArrayList<>(List.of(new RequiredAccess("sqs:" + action, queue)));
                if (operation.equals("StartMessageMoveTask")) {
                    String destination = input.map(
                                    json -> json.path(DESTINATION).asText())
                            .orElse(form.getOrDefault(DESTINATION, ""));
                    required.add(new RequiredAccess("sqs:ReceiveMessage", queue));
                    required.add(new RequiredAccess("sqs:DeleteMessage", queue));
                    required.add(new RequiredAccess("sqs:GetQueueAttributes", queue));
                    // Without a destination the messages go to any queues that they came from.
                    required.add(new RequiredAccess("sqs:SendMessage", destination.isEmpty() ? "*" : destination));
                }
                yield required;
            }
        };
    }

    /** The error, where SQS has no such queue or operation. */
    Optional<GatewayReply> refusal() {
        return switch (target) {
            case Target.NoQueue _
            when operation.equals("CreateQueue") ->
                Optional.of(error(
                        400,
                        "InvalidParameterValue",
                        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"));
            case Target.NoQueue(String found) ->
                Optional.of(error(400, "QueueDoesNotExist", "The specified queue does not exist: " + found));
            case Target.NoOperation _ ->
                Optional.of(
                        error(400, "InvalidAction", "The action " + operation + " is not valid for this endpoint."));
            case Target.Queue _, Target.Any _ -> Optional.empty();
        };
    }

    /**
     * An error in the call's own protocol.
     *
     * @param code of the JSON protocol
     */
    GatewayReply error(int status, String code, String message) {
        return SqsErrors.of(input.isPresent(), status, code, message);
    }

    /** The body of the query protocol. */
    String encodedForm() {
        return form.entrySet().stream()
                .map(entry -> QueryParameters.encode(entry.getKey()) + "=" + QueryParameters.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
