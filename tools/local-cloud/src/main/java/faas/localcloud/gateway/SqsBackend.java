package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.http.HttpUpstream;
import faas.localcloud.json.Json;
import faas.localcloud.provision.Naming;
import faas.localcloud.sqs.QueuePolicies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQS: everything goes to ElasticMQ, except queue policies, which it does not keep. */
final class SqsBackend implements Backend {
    private static final String POLICY = "Policy";

    private final HttpUpstream elasticMq;
    private final QueuePolicies policies;
    private final Naming naming;

    SqsBackend(HttpUpstream elasticMq, QueuePolicies policies, Naming naming) {
        this.elasticMq = elasticMq;
        this.policies = policies;
        this.naming = naming;
    }

    /**
     * A batch needs what its parts need.
     *
     * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html">SQS</a>
     */
    @Override
    public List<RequiredAccess> requiredAccess(GatewayRequest request) {
        boolean query = request.targetOperation().isEmpty();
        QueryParameters form = QueryParameters.parse(query ? Gateway.text(request.body()) : "");
        String operation = query ? form.text("Action") : request.targetOperation();
        String queue = query
                ? queueName(form.text("QueueName"), form.get("QueueUrl").orElseGet(request::path))
                : queueName(Json.parse(request.body()));
        return List.of(new RequiredAccess(
                "sqs:" + (operation.endsWith("Batch") ? operation.substring(0, operation.length() - 5) : operation),
                queue.isEmpty() ? "*" : naming.queueArn(queue)));
    }

    @Override
    public GatewayReply accessDenied(String message) {
        return GatewayReply.jsonError(403, "AccessDeniedException", message);
    }

    @Override
    public GatewayReply handle(GatewayRequest request) throws IOException {
        return switch (request.targetOperation()) {
            case "CreateQueue", "SetQueueAttributes" -> withPolicyTaken(request);
            case "GetQueueAttributes" -> withPolicyAdded(request);
            case "DeleteQueue" -> {
                policies.remove(queueName(Json.parse(request.body())));
                yield forward(request, request.body());
            }
            // The query protocol of old SDKs, whose policies would be lost unseen.
            case "" ->
                Gateway.text(request.body()).contains(".Name=" + POLICY)
                        ? SnsXml.error(
                                400,
                                "InvalidAttributeName",
                                "local-cloud takes queue policies in the JSON protocol only")
                        : forward(request, request.body());
            default -> forward(request, request.body());
        };
    }

    private GatewayReply withPolicyTaken(GatewayRequest request) throws IOException {
        JsonNode input = Json.parse(request.body());
        JsonNode policy = input.path("Attributes").path(POLICY);
        if (policy.isMissingNode()) {
            return forward(request, request.body());
        }
        String queue = queueName(input);
        Optional<String> before = policies.get(queue);
        try {
            policies.set(queue, policy.asText());
        } catch (IllegalArgumentException e) {
            return GatewayReply.jsonError(
                    400,
                    "com.amazonaws.sqs#InvalidAttributeValue",
                    "Invalid value for the parameter Policy: " + e.getMessage());
        }
        ((ObjectNode) input.path("Attributes")).remove(POLICY);
        boolean onlyPolicy = request.targetOperation().equals("SetQueueAttributes")
                && input.path("Attributes").isEmpty();
        GatewayReply reply = onlyPolicy ? exists(request, input) : forward(request, Json.bytes(input));
        if (reply.status() != 200) {
            before.ifPresentOrElse(json -> policies.set(queue, json), () -> policies.remove(queue));
        }
        return reply;
    }

    /**
     * Stands for a change of the policy alone: an empty answer, or ElasticMQ's refusal where the queue is not there.
     */
    private GatewayReply exists(GatewayRequest request, JsonNode input) throws IOException {
        GatewayReply reply = forward(
                request,
                Json.bytes(Json.object()
                        .put("QueueUrl", input.path("QueueUrl").asText())
                        .set("AttributeNames", Json.array().add("QueueArn"))),
                "GetQueueAttributes");
        return reply.status() == 200 ? GatewayReply.json(200, Json.object()) : reply;
    }

    private GatewayReply withPolicyAdded(GatewayRequest request) throws IOException {
        JsonNode input = Json.parse(request.body());
        List<String> names = new ArrayList<>();
        input.path("AttributeNames").forEach(name -> names.add(name.asText()));
        Optional<String> policy = policies.get(queueName(input));
        if (policy.isEmpty() && !names.contains(POLICY)) {
            return forward(request, request.body());
        }
        ObjectNode asked = (ObjectNode) input;
        ArrayNode others = Json.array();
        names.stream().filter(name -> !name.equals(POLICY)).forEach(others::add);
        // ElasticMQ gives all where none is named.
        asked.set("AttributeNames", others.isEmpty() ? Json.array().add("QueueArn") : others);
        GatewayReply reply = forward(request, Json.bytes(asked));
        if (reply.status() != 200) {
            return reply;
        }
        ObjectNode answer = (ObjectNode) Json.parse(reply.body());
        ObjectNode attributes = answer.withObject("Attributes");
        if (others.isEmpty()) {
            attributes.removeAll();
        }
        if (names.contains(POLICY) || names.contains("All")) {
            policy.ifPresent(json -> attributes.put(POLICY, json));
        }
        return GatewayReply.json(200, answer);
    }

    private GatewayReply forward(GatewayRequest request, byte[] body) throws IOException {
        return forward(request, body, request.targetOperation());
    }

    private GatewayReply forward(GatewayRequest request, byte[] body, String operation) throws IOException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.header("Content-Type").ifPresent(type -> headers.add(Map.entry("Content-Type", type)));
        if (!operation.isEmpty()) {
            headers.add(Map.entry("X-Amz-Target", "AmazonSQS." + operation));
        }
        String target = request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
        return GatewayReply.of(elasticMq.send(request.method(), target, headers, body));
    }

    /** Of the queue that is created, or that the URL names. */
    private static String queueName(JsonNode input) {
        return queueName(
                input.path("QueueName").asText(), input.path("QueueUrl").asText());
    }

    private static String queueName(String name, String url) {
        return name.isEmpty() ? url.substring(url.lastIndexOf('/') + 1) : name;
    }
}
