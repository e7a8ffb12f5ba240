package faas.kit.relay;

import static faas.kit.StreamRecords.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.kit.relay.FailureRecord.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsFailureQueueTest {
    private final List<SendMessageRequest> sent = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private int clients;
    private final SqsFailureQueue queue = new SqsFailureQueue(this::client, "https://sqs/failures");

    @Test
    void a_record_is_one_message_and_the_client_is_made_for_the_first() {
        assertThat(clients).isZero();

        queue.tell(failure("poison"));
        queue.tell(failure("poison"));

        assertThat(clients).isEqualTo(1);
        assertThat(sent).hasSize(2).allSatisfy(message -> {
            assertThat(message.queueUrl()).isEqualTo("https://sqs/failures");
            assertThat(message.messageBody()).isEqualTo(failure("poison").toJson(true));
        });
    }

    @Test
    void an_event_too_large_for_the_queue_is_left_out() {
        queue.tell(failure("\u0001".repeat(200_000)));

        assertThat(sent)
                .singleElement()
                .satisfies(message ->
                        assertThat(message.messageBody()).hasSizeLessThan(1_000).contains("\"eventLeftOut\":true"));
    }

    @Test
    void an_event_that_the_queue_refuses_is_left_out() {
        refusals.add("InvalidParameterValue");

        queue.tell(failure("poison"));

        assertThat(sent.getLast().messageBody())
                .contains("\"eventLeftOut\":true")
                .doesNotContain("poison");
    }

    @Test
    void characters_that_the_queue_does_not_take_are_escaped() {
        queue.tell(failure("\uFFFE\uFFFF\u0001"));

        assertThat(sent.getFirst().messageBody()).contains("\\uFFFE\\uFFFF\\u0001");
    }

    @Test
    void any_other_failure_is_thrown() {
        refusals.add("AccessDenied");

        assertThatThrownBy(() -> queue.tell(failure("poison"))).isInstanceOf(SqsException.class);
        assertThat(sent).hasSize(1);
    }

    private static FailureRecord failure(String event) {
        return new FailureRecord(
                "demo-PublishOrderEvents",
                "request-1",
                Reason.UNREADABLE,
                "no event",
                change("INSERT", "101", null, Map.of("eventId", "o1#1", "event", event)));
    }

    private SqsClient client() {
        clients++;
        return new SqsClient() {
            @Override
            public SendMessageResponse sendMessage(SendMessageRequest request) {
                sent.add(request);
                if (!refusals.isEmpty()) {
                    throw SqsException.builder()
                            .awsErrorDetails(AwsErrorDetails.builder()
                                    .errorCode(refusals.removeFirst())
                                    .build())
                            .build();
                }
                return SendMessageResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "sqs";
            }

            @Override
            public void close() {}
        };
    }
}
