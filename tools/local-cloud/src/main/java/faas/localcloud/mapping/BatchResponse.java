package faas.localcloud.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import java.util.HashSet;
import java.util.Set;

/**
 * What a function's response says about its batch, where the mapping has {@code ReportBatchItemFailures}. An empty or
 * absent list means that all succeeded; an unusable one that all failed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting">SQS</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">DynamoDB</a>
 */
sealed interface BatchResponse {
    record AllSucceeded() implements BatchResponse {}

    /** At least one, and each is an id of the batch. */
    record SomeFailed(Set<String> ids) implements BatchResponse {}

    record Unusable(String reason) implements BatchResponse {}

    /**
     * Reads a response.
     *
     * @param batchIds message ids or sequence numbers of the batch
     */
    static BatchResponse parse(String payload, Set<String> batchIds) {
        JsonNode response;
        try {
            response = Json.parse(payload);
        } catch (IllegalArgumentException e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
        JsonNode failures = response.path("batchItemFailures");
        if (failures.isMissingNode() || failures.isNull() || (failures.isArray() && failures.isEmpty())) {
            return new AllSucceeded();
        }
        if (!failures.isArray()) {
            return new Unusable("batchItemFailures is no list");
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode failure : failures) {
            JsonNode id = failure.path("itemIdentifier");
            if (!id.isTextual() || id.textValue().isEmpty()) {
                return new Unusable("an itemIdentifier is absent, null, empty or no string");
            }
            if (!batchIds.contains(id.textValue())) {
                return new Unusable("itemIdentifier " + id.textValue() + " is not in the batch");
            }
            ids.add(id.textValue());
        }
        return new SomeFailed(ids);
    }
}
