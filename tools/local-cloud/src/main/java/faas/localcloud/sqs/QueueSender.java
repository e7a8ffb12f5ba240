package faas.localcloud.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.http.AwsJsonClient;
import faas.localcloud.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts messages on queues, in as few requests as SQS allows. Safe for use by several threads. */
public final class QueueSender {
    private static final int MOST_ENTRIES = 10;
    private static final int MOST_BYTES = 256 * 1024;

    private final AwsJsonClient sqs;
    private final String queueUrlBase;

    /**
     * A sender to the queues of one account.
     *
     * @param queueUrlBase what stands before a queue's name in its URL, ending in a slash
     */
    public QueueSender(AwsJsonClient sqs, String queueUrlBase) {
        this.sqs = sqs;
        this.queueUrlBase = queueUrlBase;
    }

    /**
     * Where a message stands in an order.
     *
     * @param deduplicationId empty for a standard queue's message that has only a group; a FIFO queue would refuse it
     */
    public record Fifo(String groupId, String deduplicationId) {}

    /**
     * A message for a queue.
     *
     * @param fifo its group, and on a FIFO topic its deduplication id; a standard queue gets the group only of a
     *     message without that id
     */
    public record Outgoing(String body, Map<String, Attribute> attributes, Optional<Fifo> fifo) {
        public Outgoing {
            attributes = Map.copyOf(attributes);
        }

        /** A message without an order. */
        public Outgoing(String body, Map<String, Attribute> attributes) {
            this(body, attributes, Optional.empty());
        }

        int bytes() {
            int bytes = body.getBytes(StandardCharsets.UTF_8).length;
            for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
                bytes += attribute.getKey().length()
                        + attribute.getValue().dataType().length()
                        + attribute.getValue().value().getBytes(StandardCharsets.UTF_8).length;
            }
            return bytes;
        }
    }

    /**
     * A message attribute.
     *
     * @param value in Base64 where the type is Binary
     */
    public record Attribute(String dataType, String value) {
        boolean isBinary() {
            return dataType.startsWith("Binary");
        }
    }

    /**
     * Sends all of them, to a FIFO queue in this order.
     *
     * @return the messages that SQS refused, one by one
     * @throws AwsJsonClient.RefusedException if the queue is not there
     * @throws IOException if SQS is out of reach; some may have been sent
     */
    public List<Outgoing> send(String queueName, List<Outgoing> messages) throws IOException {
        List<Outgoing> refused = new ArrayList<>();
        List<Outgoing> batch = new ArrayList<>();
        int bytes = 0;
        for (Outgoing message : messages) {
            if (batch.size() == MOST_ENTRIES || (!batch.isEmpty() && bytes + message.bytes() > MOST_BYTES)) {
                refused.addAll(sendBatch(queueName, batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(message);
            bytes += message.bytes();
        }
        if (!batch.isEmpty()) {
            refused.addAll(sendBatch(queueName, batch));
        }
        return refused;
    }

    private List<Outgoing> sendBatch(String queueName, List<Outgoing> batch) throws IOException {
        ArrayNode entries = Json.array();
        for (int i = 0; i < batch.size(); i++) {
            Outgoing message = batch.get(i);
            ObjectNode entry = entries.addObject().put("Id", String.valueOf(i)).put("MessageBody", message.body());
            if (queueName.endsWith(".fifo")) {
                message.fifo()
                        .ifPresent(fifo -> entry.put("MessageGroupId", fifo.groupId())
                                .put("MessageDeduplicationId", fifo.deduplicationId()));
            } else {
                message.fifo()
                        .filter(fifo -> fifo.deduplicationId().isEmpty())
                        .ifPresent(fifo -> entry.put("MessageGroupId", fifo.groupId()));
            }
            if (!message.attributes().isEmpty()) {
                ObjectNode attributes = entry.putObject("MessageAttributes");
                message.attributes()
                        .forEach((name, attribute) -> attributes
                                .putObject(name)
                                .put("DataType", attribute.dataType())
                                .put(attribute.isBinary() ? "BinaryValue" : "StringValue", attribute.value()));
            }
        }
        JsonNode answer = sqs.call(
                "SendMessageBatch",
                Json.object().put("QueueUrl", queueUrlBase + queueName).set("Entries", entries));
        List<Outgoing> refused = new ArrayList<>();
        answer.path("Failed")
                .forEach(failed -> refused.add(batch.get(failed.path("Id").asInt())));
        return refused;
    }
}
