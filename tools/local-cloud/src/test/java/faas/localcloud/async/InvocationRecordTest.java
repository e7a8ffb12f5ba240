package faas.localcloud.async;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationResult.FailureKind;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.probe.AsyncProbe;
import faas.localcloud.probe.Probes;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InvocationRecordTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:03:00.050Z");

    private final FunctionSpec function = Probes.function("F", Path.of("."), AsyncProbe.class);
    private final QueuedEvent event = QueuedEvent.accepted(
            "e4b46cbf", "live", "{\"orderId\":\"7\"}", InvocationSource.async(), Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void an_event_given_up_after_its_retries_has_every_field_that_aws_documents() {
        InvocationResult.FunctionError error =
                new InvocationResult.FunctionError("r", "1", FailureKind.HANDLER, "{\"errorMessage\":\"no\"}", "");

        String record = InvocationRecord.failure(
                event.failed(error).failed(error).failed(error), function, Condition.RETRIES_EXHAUSTED, NOW);

        assertThat(Json.parse(record)).isEqualTo(Json.parse("""
                {"version": "1.0", "timestamp": "2026-01-01T00:03:00.050Z",
                 "requestContext": {"requestId": "e4b46cbf",
                   "functionArn": "arn:aws:lambda:us-east-1:000000000000:function:test-F:live",
                   "condition": "RetriesExhausted", "approximateInvokeCount": 3},
                 "requestPayload": {"orderId": "7"},
                 "responseContext": {"statusCode": 200, "executedVersion": "1", "functionError": "Unhandled"},
                 "responsePayload": {"errorMessage": "no"}}"""));
    }

    @Test
    void an_event_that_never_ran_has_no_response() {
        String record = InvocationRecord.failure(event.refused(), function, Condition.EVENT_AGE_EXCEEDED, NOW);

        assertThat(Json.parse(record)).isEqualTo(Json.parse("""
                {"version": "1.0", "timestamp": "2026-01-01T00:03:00.050Z",
                 "requestContext": {"requestId": "e4b46cbf",
                   "functionArn": "arn:aws:lambda:us-east-1:000000000000:function:test-F:live",
                   "condition": "EventAgeExceeded", "approximateInvokeCount": 0},
                 "requestPayload": {"orderId": "7"}}"""));
    }

    @Test
    void a_success_has_the_response_and_no_error() {
        String record = InvocationRecord.success(
                event, function, new InvocationResult.Success("r", "1", "{\"done\":true}", ""), NOW);

        assertThat(Json.parse(record)).isEqualTo(Json.parse("""
                {"version": "1.0", "timestamp": "2026-01-01T00:03:00.050Z",
                 "requestContext": {"requestId": "e4b46cbf",
                   "functionArn": "arn:aws:lambda:us-east-1:000000000000:function:test-F:live",
                   "condition": "Success", "approximateInvokeCount": 1},
                 "requestPayload": {"orderId": "7"},
                 "responseContext": {"statusCode": 200, "executedVersion": "1"},
                 "responsePayload": {"done": true}}"""));
    }
}
