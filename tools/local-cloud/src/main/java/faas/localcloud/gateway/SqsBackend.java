package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.http.HttpUpstream;
import faas.localcloud.json.Json;
import faas.localcloud.provision.Naming;
import faas.localcloud.sqs.QueuePolicies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * SQS: everything goes to ElasticMQ, except queue policies, which it does not keep. AddPermission and RemovePermission,
 * which would change them, go there too: it accepts them without effect.
 */
final class SqsBackend implements Backend {
    private static final String POLICY = "Policy";
    /** All that may set a policy. */
    private static final Set<String> SET_ATTRIBUTES = Set.of("CreateQueue", "SetQueueAttributes");

    private final HttpUpstream elasticMq;
    private final QueuePolicies policies;
    private final Naming naming;

    SqsBackend(HttpUpstream elasticMq, QueuePolicies policies, Naming naming) {
        this.elasticMq = elasticMq;
        this.policies = policies;
        this.naming = naming;
    }

    @Override
    public List<RequiredAccess> requiredAccess(GatewayRequest request) {
        return SqsCall.of(request, naming).requiredAccess(naming);
    }

    @Override
    public GatewayReply accessDenied(GatewayRequest request, String message) {
        return SqsCall.of(request, naming).error(403, "AccessDeniedException", message);
    }

    @Override
    public GatewayReply handle(GatewayRequest request) throws IOException {
        SqsCall call = SqsCall.of(request, naming);
        Optional<GatewayReply> refusal = call.refusal();
        return refusal.isPresent() ? refusal.get() : perform(call);
    }

    private GatewayReply perform(SqsCall call) throws IOException {
        if (call.operation().equals("DeleteQueue")) {
            policies.remove(call.queue());
        }
        if (call.input().isEmpty()) {
            // The query protocol of old SDKs, whose policies would be lost unseen.
            boolean setsPolicy = SET_ATTRIBUTES.contains(call.operation())
                    && call.form().entrySet().stream()
                            .anyMatch(entry -> entry.getKey().endsWith(".Name")
                                    && entry.getValue().equals(POLICY));
            return setsPolicy
                    ? call.error(
                            400, "InvalidAttributeName", "local-cloud takes queue policies in the JSON protocol only")
                    : send(
                            "application/x-www-form-urlencoded",
                            List.of(),
                            call.encodedForm().getBytes(StandardCharsets.UTF_8));
        }
        ObjectNode input = call.input().get();
        return switch (call.operation()) {
            case String setting when SET_ATTRIBUTES.contains(setting) -> withPolicyTaken(call, input);
            case "GetQueueAttributes" -> withPolicyAdded(call, input);
            default -> forward(call.operation(), input);
        };
    }

    private GatewayReply withPolicyTaken(SqsCall call, ObjectNode input) throws IOException {
        JsonNode policy = input.path("Attributes").path(POLICY);
        if (policy.isMissingNode()) {
            return forward(call.operation(), input);
        }
        String queue = call.queue();
        Optional<String> before = policies.get(queue);
        try {
            policies.set(queue, policy.asText());
        } catch (IllegalArgumentException e) {
            return call.error(
                    400, "InvalidAttributeValue", "Invalid value for the parameter Policy: " + e.getMessage());
        }
        ((ObjectNode) input.path("Attributes")).remove(POLICY);
        boolean onlyPolicy = call.operation().equals("SetQueueAttributes")
                && input.path("Attributes").isEmpty();
        GatewayReply reply = onlyPolicy ? exists(queue) : forward(call.operation(), input);
        if (reply.status() != 200) {
            before.ifPresentOrElse(json -> policies.set(queue, json), () -> policies.remove(queue));
        }
        return reply;
    }

    /**
     * Stands for a change of the policy alone: an empty answer, or ElasticMQ's refusal where the queue is not there.
     */
    private GatewayReply exists(String queue) throws IOException {
        ObjectNode asked = Json.object().put("QueueUrl", naming.queueUrl(queue));
        asked.putArray("AttributeNames").add("QueueArn");
        GatewayReply reply = forward("GetQueueAttributes", asked);
        return reply.status() == 200 ? GatewayReply.json(200, Json.object()) : reply;
    }

    private GatewayReply withPolicyAdded(SqsCall call, ObjectNode input) throws IOException {
        List<String> names = new ArrayList<>();
        input.path("AttributeNames").forEach(name -> names.add(name.asText()));
        Optional<String> policy = policies.get(call.queue());
        if (policy.isEmpty() && !names.contains(POLICY)) {
            return forward(call.operation(), input);
        }
        ArrayNode others = Json.array();
        names.stream().filter(name -> !name.equals(POLICY)).forEach(others::add);
        // ElasticMQ gives all where none is named.
        input.set("AttributeNames", others.isEmpty() ? Json.array().add("QueueArn") : others);
        GatewayReply reply = forward(call.operation(), input);
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

    private GatewayReply forward(String operation, ObjectNode input) throws IOException {
        return SqsErrors.named(send(
                "application/x-amz-json-1.0",
                List.of(Map.entry("X-Amz-Target", "AmazonSQS." + operation)),
                Json.bytes(input)));
    }

    private GatewayReply send(String contentType, List<Map.Entry<String, String>> headers, byte[] body)
            throws IOException {
        List<Map.Entry<String, String>> all = new ArrayList<>(headers);
        all.add(Map.entry("Content-Type", contentType));
        return GatewayReply.of(elasticMq.send("POST", "/", all, body));
    }
}
