package faas.localcloud.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.policy.AccessRequest;
import faas.localcloud.policy.PolicyDocument;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The queues' resource policies, which ElasticMQ does not keep. By queue name. Safe for use by several threads. */
public final class QueuePolicies {
    private final Map<String, Stored> policies = new ConcurrentHashMap<>();

    private record Stored(String json, PolicyDocument document) {}

    /**
     * Sets the queue's policy, in place of the one before.
     *
     * @throws IllegalArgumentException if it is no policy that local-cloud carries out; the policy before stays
     */
    public void set(String queue, String policyJson) {
        if (policyJson.isBlank()) {
            remove(queue);
            return;
        }
        JsonNode json = Json.parse(policyJson);
        policies.put(queue, new Stored(policyJson, PolicyDocument.parse(json)));
    }

    public void remove(String queue) {
        policies.remove(queue);
    }

    /** The queue's policy as it was set. */
    public Optional<String> get(String queue) {
        return Optional.ofNullable(policies.get(queue)).map(Stored::json);
    }

    /** Whether the queue's policy lets a service do what it asks for; a queue without policy admits none. */
    public boolean admits(String queue, AccessRequest request) {
        @Nullable Stored stored = policies.get(queue);
        return stored != null && stored.document().admits(request);
    }
}
