package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationResult.FailureKind;
import faas.localcloud.mapping.FailureDestination.Condition;
import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Probes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureDestinationTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void discarded_records_are_described_as_aws_documents_it() throws Exception {
        String message = message(
                Condition.RETRY_ATTEMPTS_EXHAUSTED,
                3,
                new InvocationResult.FunctionError("request", "1", FailureKind.HANDLER, "{}", ""));

        assertThat(JSON.readTree(message)).isEqualTo(JSON.readTree("""
                        {"requestContext": {"requestId": "request",
                           "functionArn": "arn:aws:lambda:us-east-1:000000000000:function:test-F:live",
                           "condition": "RetryAttemptsExhausted", "approximateInvokeCount": 3},
                         "responseContext": {"statusCode": 200, "executedVersion": "1", "functionError": "Unhandled"},
                         "version": "1.0", "timestamp": "2026-11-22T10:00:00Z",
                         "DDBStreamBatchInfo": {"shardId": "shardId-1", "startSequenceNumber": "11",
                           "endSequenceNumber": "12", "approximateArrivalOfFirstRecord": "2026-11-22T09:00:00Z",
                           "approximateArrivalOfLastRecord": "2026-11-22T09:00:01Z", "batchSize": 2,
                           "streamArn": "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1"}}"""));
    }

    @Test
    void records_too_old_to_be_handed_over_had_no_response() throws Exception {
        String message = message(Condition.RECORD_AGE_EXCEEDED, 0, null);

        assertThat(JSON.readTree(message).at("/requestContext/condition").asText())
                .isEqualTo("RecordAgeExceeded");
        assertThat(JSON.readTree(message).at("/requestContext/requestId").asText())
                .hasSize(36);
        assertThat(JSON.readTree(message).has("responseContext")).isFalse();
    }

    @Test
    void records_that_the_function_named_as_failed_have_the_request_id_and_a_null_error() throws Exception {
        String message =
                message(Condition.RETRY_ATTEMPTS_EXHAUSTED, 1, new InvocationResult.Success("request", "1", "{}", ""));

        assertThat(JSON.readTree(message).at("/requestContext/requestId").asText())
                .isEqualTo("request");
        assertThat(JSON.readTree(message).path("responseContext")).isEqualTo(JSON.readTree("""
                        {"statusCode": 200, "executedVersion": "1", "functionError": null}"""));
    }

    private static String message(Condition condition, int invocations, @Nullable InvocationResult last) {
        return FailureDestination.message(
                condition,
                Probes.function("F", Path.of("."), EchoProbe.class),
                "arn:aws:lambda:us-east-1:000000000000:function:test-F:live",
                "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1",
                "shardId-1",
                List.of(
                        new StreamItem("11", Instant.parse("2026-11-22T09:00:00Z"), "k", "{}", 2),
                        new StreamItem("12", Instant.parse("2026-11-22T09:00:01Z"), "k", "{}", 2)),
                invocations,
                last,
                Instant.parse("2026-11-22T10:00:00Z"));
    }
}
