package faas.localcloud.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message as an element of an SQS event.
 *
 * @param received when it was received, which is when its visibility timeout began
 * @param group its message group; empty without one
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event">Event</a>
 */
record SqsRecord(
        String messageId, String receiptHandle, Instant received, String group, String body, String json, int bytes)
        implements BatchBuffer.Sized {
    static SqsRecord of(Message message, String queueArn, Instant received) {
        String json = Json.text(node(message, queueArn));
        return new SqsRecord(
                message.messageId(),
                message.receiptHandle(),
                received,
                message.attributesAsStrings().getOrDefault("MessageGroupId", ""),
                message.body(),
                json,
                json.getBytes(StandardCharsets.UTF_8).length);
    }

    private static ObjectNode node(Message message, String queueArn) {
        ObjectNode node = Json.object();
        node.put("messageId", message.messageId());
        node.put("receiptHandle", message.receiptHandle());
        node.put("body", message.body());
        ObjectNode attributes = node.putObject("attributes");
        new TreeMap<>(message.attributesAsStrings()).forEach(attributes::put);
        ObjectNode messageAttributes = node.putObject("messageAttributes");
        message.messageAttributes().forEach((name, value) -> messageAttributes.set(name, attribute(value)));
        if (message.md5OfMessageAttributes() != null) {
            node.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
        }
        node.put("md5OfBody", message.md5OfBody());
        node.put("eventSource", "aws:sqs");
        node.put("eventSourceARN", queueArn);
        node.put("awsRegion", queueArn.split(":", -1)[3]);
        return node;
    }

    private static ObjectNode attribute(MessageAttributeValue value) {
        ObjectNode node = Json.object();
        if (value.stringValue() != null) {
            node.put("stringValue", value.stringValue());
        }
        if (value.binaryValue() != null) {
            node.put(
                    "binaryValue",
                    Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
        }
        node.putArray("stringListValues");
        node.putArray("binaryListValues");
        node.put("dataType", value.dataType());
        return node;
    }

    /** Only what is needed to find it again: bodies may hold personal data and do not belong in logs. */
    @Override
    public String toString() {
        return Map.of("messageId", messageId).toString();
    }
}
