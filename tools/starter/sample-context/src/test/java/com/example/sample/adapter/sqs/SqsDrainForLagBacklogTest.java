package com.example.sample.adapter.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.sample.application.DrainForLagBacklog.Delivered;
import faas.kit.Json;
import faas.kit.aws.ScriptedAws;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsDrainForLagBacklogTest {
    private static final String URL = "https://sqs.us-east-1.amazonaws.com/123456789012/backlog";

    private final ScriptedAws aws = new ScriptedAws();
    private final SqsDrainForLagBacklog backlog = new SqsDrainForLagBacklog(aws.client(SqsClient.builder()), URL);

    @Test
    void its_size_is_what_waits_what_is_in_flight_and_what_is_delayed() {
        aws.answer(200, """
                {"Attributes":{"ApproximateNumberOfMessages":"5","ApproximateNumberOfMessagesNotVisible":"3",
                "ApproximateNumberOfMessagesDelayed":"1"}}""");

        assertThat(backlog.size()).isEqualTo(9);
    }

    @Test
    void a_poll_asks_all_servers_for_ten_messages() {
        aws.answer(200, """
                {"Messages":[{"MessageId":"m1","ReceiptHandle":"r1","Body":"{}",
                "MD5OfBody":"99914b932bd37a50b983c5e7c90ae93b"}]}""");

        assertThat(backlog.receive()).containsExactly(new Delivered("m1", "r1", "{}"));
        assertThat(aws.bodies())
                .containsExactly(
                        Json.parse("{\"QueueUrl\":\"" + URL + "\",\"MaxNumberOfMessages\":10,\"WaitTimeSeconds\":1}"));
    }

    @Test
    void messages_are_deleted_in_one_call() {
        aws.answer(200, "{}");

        backlog.delete(List.of(new Delivered("m1", "r1", "{}"), new Delivered("m2", "r2", "{}")));

        assertThat(aws.bodies())
                .containsExactly(Json.parse("{\"QueueUrl\":\"" + URL + "\",\"Entries\":["
                        + "{\"Id\":\"0\",\"ReceiptHandle\":\"r1\"},{\"Id\":\"1\",\"ReceiptHandle\":\"r2\"}]}"));
    }
}
