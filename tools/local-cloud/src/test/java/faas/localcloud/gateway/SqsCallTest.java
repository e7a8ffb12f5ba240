package faas.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.lambda.CredentialIssuer.Credentials;
import faas.localcloud.provision.Naming;
import faas.localcloud.signature.ReceivedRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqsCallTest {
    private static final Naming NAMING = new Naming(URI.create("http://127.0.0.1:4566"), "us-east-1", "000000000000");
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    /** ElasticMQ reads the last part of an ARN. */
    @ParameterizedTest
    @CsvSource({
        "StartMessageMoveTask, work:other, other",
        "StartMessageMoveTask, work, other:work",
        "StartMessageMoveTask, work, work/other",
        "StartMessageMoveTask, '', work",
        "ListMessageMoveTasks, work:other, work",
    })
    void an_arn_names_a_queue_exactly(String operation, String source, String destination) {
        SqsCall call = json(
                operation,
                "{\"SourceArn\": \"" + ARN + source + "\", \"DestinationArn\": \"" + ARN + destination + "\"}");

        assertThat(text(call.refusal().orElseThrow())).contains("QueueDoesNotExist", "does not exist: " + ARN);
        assertThat(call.requiredAccess(NAMING)).isEmpty();
    }

    @Test
    void a_move_needs_the_queues_that_its_arns_name() {
        SqsCall call = json(
                "StartMessageMoveTask",
                "{\"SourceArn\": \"" + ARN + "dead\", \"DestinationArn\": \"" + ARN + "work.fifo\"}");

        assertThat(call.requiredAccess(NAMING))
                .contains(new RequiredAccess("sqs:ReceiveMessage", ARN + "dead"))
                .contains(new RequiredAccess("sqs:SendMessage", ARN + "work.fifo"));
        assertThat(call.refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a:b", "a*"})
    void a_name_that_no_queue_may_have_is_refused(String name) {
        assertThat(text(json("CreateQueue", "{\"QueueName\": \"" + name + "\"}")
                        .refusal()
                        .orElseThrow()))
                .contains("InvalidParameterValue", "Can only include alphanumeric characters");
        assertThat(text(json("GetQueueUrl", "{\"QueueName\": \"" + name + "\"}")
                        .refusal()
                        .orElseThrow()))
                .contains("QueueDoesNotExist");
    }

    private static SqsCall json(String operation, String body) {
        ReceivedRequest received = new ReceivedRequest(
                "POST",
                "/",
                "",
                Map.of("x-amz-target", List.of("AmazonSQS." + operation)),
                body.getBytes(StandardCharsets.UTF_8),
                "HTTP/1.1",
                "127.0.0.1");
        return SqsCall.of(
                new GatewayRequest(received, "sqs", new AccessKeys.User(new Credentials("id", "secret", ""), "arn")),
                NAMING);
    }

    private static String text(GatewayReply reply) {
        return Gateway.text(reply.body());
    }
}
