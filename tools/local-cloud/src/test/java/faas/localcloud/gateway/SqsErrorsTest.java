package faas.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqsErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "com.amazonaws.sqs#QueueDoesNotExist, 400, AWS.SimpleQueueService.NonExistentQueue;Sender",
        "com.amazonaws.sqs#QueueNameExists, 400, QueueAlreadyExists;Sender",
        "com.amazonaws.sqs#BatchEntryIdsNotDistinct, 400, AWS.SimpleQueueService.BatchEntryIdsNotDistinct;Sender",
        "com.amazonaws.sqs#ReceiptHandleIsInvalid, 400, ReceiptHandleIsInvalid;Sender",
        "AccessDeniedException, 403, AccessDenied;Sender",
        "InternalFailure, 500, InternalFailure;Receiver"
    })
    void an_error_has_the_name_of_the_query_protocol_too(String type, int status, String header) {
        GatewayReply error = SqsErrors.named(GatewayReply.jsonError(status, type, "why"));

        assertThat(error.headers()).contains(Map.entry("x-amzn-query-error", header));
        assertThat(Gateway.text(error.body())).contains(type);
    }

    @Test
    void an_answer_that_is_no_error_stays_as_it_is() {
        GatewayReply answer = new GatewayReply(200, List.of(), "{}".getBytes(StandardCharsets.UTF_8));

        assertThat(SqsErrors.named(answer)).isSameAs(answer);
    }

    @Test
    void what_elasticmq_does_not_explain_is_an_error_in_json() {
        GatewayReply error = SqsErrors.named(
                new GatewayReply(503, List.of(), "There was an internal".getBytes(StandardCharsets.UTF_8)));

        assertThat(error.status()).isEqualTo(503);
        assertThat(Gateway.text(error.body())).contains("sqs#InternalFailure\"", "ElasticMQ: There was");
        assertThat(SqsErrors.named(new GatewayReply(404, List.of(), new byte[0]))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void an_error_is_in_the_protocol_of_the_call() {
        GatewayReply json = SqsErrors.of(true, 400, "QueueDoesNotExist", "why");
        GatewayReply query = SqsErrors.of(false, 400, "QueueDoesNotExist", "why");

        assertThat(json.headers())
                .contains(Map.entry("x-amzn-ErrorType", "QueueDoesNotExist"))
                .contains(Map.entry("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender"));
        assertThat(Gateway.text(json.body())).contains("\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\"");
        assertThat(Gateway.text(query.body())).contains("<Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
    }
}
