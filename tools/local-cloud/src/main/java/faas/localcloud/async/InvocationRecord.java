package faas.localcloud.async;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What a destination is told of an event: request and response in full. An event that never ran has no response.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Invocation
 *     record</a>
 */
final class InvocationRecord {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int OK = 200;

    private InvocationRecord() {}

    static String success(QueuedEvent event, FunctionSpec function, InvocationResult.Success success, Instant now) {
        ObjectNode record = request(event, function, Condition.SUCCESS, event.invocations() + 1, now);
        response(record, success.executedVersion());
        return Json.text(record.set("responsePayload", jsonOrText(success.payload())));
    }

    static String failure(QueuedEvent event, FunctionSpec function, Condition condition, Instant now) {
        ObjectNode record = request(event, function, condition, event.invocations(), now);
        event.lastError().ifPresent(error -> {
            response(record, error.executedVersion()).put("functionError", "Unhandled");
            record.set("responsePayload", jsonOrText(error.payload()));
        });
        return Json.text(record);
    }

    private static ObjectNode request(
            QueuedEvent event, FunctionSpec function, Condition condition, int invocations, Instant now) {
        ObjectNode record = Json.object().put("version", "1.0").put("timestamp", TIMESTAMP.format(now));
        record.putObject("requestContext")
                .put("requestId", event.requestId())
                .put("functionArn", function.arn() + ":" + event.qualifier())
                .put("condition", condition.label())
                .put("approximateInvokeCount", invocations);
        record.set("requestPayload", jsonOrText(event.payload()));
        return record;
    }

    private static ObjectNode response(ObjectNode record, String executedVersion) {
        return record.putObject("responseContext").put("statusCode", OK).put("executedVersion", executedVersion);
    }

    private static JsonNode jsonOrText(String payload) {
        try {
            return Json.parse(payload);
        } catch (IllegalArgumentException e) {
            return Json.string(payload);
        }
    }
}
