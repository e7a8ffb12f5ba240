package faas.localcloud.sns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.http.AwsJsonClient;
import faas.localcloud.json.Json;
import faas.localcloud.sqs.ElasticMq;
import faas.localcloud.sqs.QueueSender;
import faas.localcloud.sqs.QueueSender.Attribute;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What passes the checks, at a queue. */
class PublishChecksIT {
    private static final URI GATEWAY = URI.create("http://127.0.0.1:1");

    /** Of what passes the checks nothing is lost for a subscriber with raw delivery. */
    @Test
    void a_queue_takes_what_is_accepted() throws Exception {
        try (ElasticMq sqs = ElasticMq.start(GATEWAY, "us-east-1", "000000000000")) {
            AwsJsonClient client = new AwsJsonClient(sqs.endpoint(), "AmazonSQS");
            client.call("CreateQueue", Json.object().put("QueueName", "q"));
            QueueSender sender = new QueueSender(client, GATEWAY + "/000000000000/");
            for (Attribute attribute : List.of(
                    new Attribute("String", "v"),
                    new Attribute("String.Array", "[\"x\", 1, null]"),
                    new Attribute("String.a-b_c.d", " "),
                    new Attribute("Number", "5"),
                    new Attribute("Number", "-1.5e3"),
                    new Attribute("Number", "+7"),
                    new Attribute("Number", "12345678901234567890.123"),
                    new Attribute("Number.int", "5"),
                    new Attribute("Binary", "AQI="),
                    new Attribute("Binary.png", "AQI="))) {
                for (String name : List.of("a", "A-b_c.d", "1", "n".repeat(256))) {
                    SnsMessage message = message(Map.of(name, attribute), Optional.empty());

                    PublishChecks.requireMessage(message);

                    assertThat(sender.send("q", List.of(message.raw())))
                            .as("refused: %s %s", name, attribute)
                            .isEmpty();
                }
            }
        }
    }

    /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html */
    @Test
    void the_group_of_a_message_on_a_standard_topic_reaches_a_standard_queue() throws Exception {
        try (ElasticMq sqs = ElasticMq.start(GATEWAY, "us-east-1", "000000000000")) {
            AwsJsonClient client = new AwsJsonClient(sqs.endpoint(), "AmazonSQS");
            client.call("CreateQueue", Json.object().put("QueueName", "q"));
            SnsMessage message = message(Map.of(), Optional.of(new SnsMessage.Order("g", "", "")));

            assertThat(new QueueSender(client, GATEWAY + "/000000000000/")
                            .send("q", List.of(message.raw(), message.enveloped("arn:s", "http://e"))))
                    .isEmpty();

            JsonNode received = client.call(
                    "ReceiveMessage",
                    Json.object()
                            .put("QueueUrl", GATEWAY + "/000000000000/q")
                            .put("MaxNumberOfMessages", 2)
                            .set("AttributeNames", Json.array().add("MessageGroupId")));
            assertThat(received.findValuesAsText("MessageGroupId")).containsExactly("g", "g");
            assertThat(received.at("/Messages/1/Body").asText()).doesNotContain("SequenceNumber");
        }
    }

    private static SnsMessage message(Map<String, Attribute> attributes, Optional<SnsMessage.Order> order) {
        return new SnsMessage("m", "arn:t", Optional.of("s"), "body", attributes, Instant.EPOCH, order);
    }
}
