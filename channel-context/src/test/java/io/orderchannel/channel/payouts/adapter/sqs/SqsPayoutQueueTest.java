package io.orderchannel.channel.payouts.adapter.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.kit.Json;
import faas.kit.aws.ScriptedAws;
import io.orderchannel.channel.payouts.application.PayoutQueue.Delivered;
import io.orderchannel.channel.payouts.domain.Backlog;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsPayoutQueueTest {
    private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/payouts";

    private final ScriptedAws aws = new ScriptedAws();
    private final SqsPayoutQueue queue = new SqsPayoutQueue(aws.client(SqsClient.builder()), URL);

    @Test
    void the_backlog_is_what_waits_what_is_in_flight_and_what_is_delayed() {
        aws.answer(
                200,
                "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"5\",\"ApproximateNumberOfMessagesNotVisible\":\"3\","
                        + "\"ApproximateNumberOfMessagesDelayed\":\"1\"}}");

        assertThat(queue.backlog()).isEqualTo(new Backlog(5, 3, 1));
        assertThat(new Backlog(5, 3, 1).messages()).isEqualTo(9);
    }

    @Test
    void a_missing_figure_is_no_zero() {
        aws.answer(200, "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"5\"}}");

        assertThatThrownBy(queue::backlog).hasMessageContaining("NotVisible");
    }

    @Test
    void a_poll_asks_all_servers_for_ten_messages() {
        aws.answer(
                200,
                "{\"Messages\":[{\"MessageId\":\"m1\",\"ReceiptHandle\":\"r1\",\"Body\":\"{}\","
                        + "\"MD5OfBody\":\"99914b932bd37a50b983c5e7c90ae93b\"}]}");

        assertThat(queue.receive()).containsExactly(new Delivered("m1", "r1", "{}"));
        assertThat(aws.bodies())
                .containsExactly(
                        Json.parse("{\"QueueUrl\":\"" + URL + "\",\"MaxNumberOfMessages\":10,\"WaitTimeSeconds\":1}"));
    }

    @Test
    void an_empty_queue_gives_no_messages() {
        aws.answer(200, "{}");

        assertThat(queue.receive()).isEmpty();
    }

    @Test
    void messages_are_deleted_in_one_call_and_one_that_is_refused_comes_again() {
        aws.answer(
                200,
                "{\"Successful\":[{\"Id\":\"0\"}],\"Failed\":[{\"Id\":\"1\",\"SenderFault\":true,\"Code\":\"ReceiptHandleIsInvalid\"}]}");

        queue.delete(List.of(new Delivered("m1", "r1", "{}"), new Delivered("m2", "r2", "{}")));

        assertThat(aws.bodies())
                .containsExactly(
                        Json.parse(
                                "{\"QueueUrl\":\"" + URL
                                        + "\",\"Entries\":[{\"Id\":\"0\",\"ReceiptHandle\":\"r1\"},{\"Id\":\"1\",\"ReceiptHandle\":\"r2\"}]}"));
    }
}
