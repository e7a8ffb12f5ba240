package faas.localcloud.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import faas.localcloud.sqs.QueueSender;
import faas.localcloud.sqs.QueueSender.Attribute;
import faas.localcloud.sqs.QueueSender.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A published message.
 *
 * @param bodies by protocol, where the publisher gave one of its own in place of {@code body}
 * @param order empty where the publisher gave none
 */
public record SnsMessage(
        String messageId,
        String topicArn,
        Optional<String> subject,
        String body,
        Map<String, String> bodies,
        Map<String, Attribute> attributes,
        Instant time,
        Optional<Order> order) {
    /** SNS writes exactly three digits of a second. */
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    public SnsMessage {
        bodies = Map.copyOf(bodies);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** A message whose body is the same for every protocol. */
    public SnsMessage(
            String messageId,
            String topicArn,
            Optional<String> subject,
            String body,
            Map<String, Attribute> attributes,
            Instant time,
            Optional<Order> order) {
        this(messageId, topicArn, subject, body, Map.of(), attributes, time, order);
    }

    /** The message as subscribers of that protocol get it. */
    SnsMessage to(String protocol) {
        String own = bodies.get(protocol);
        return own == null ? this : new SnsMessage(messageId, topicArn, subject, own, bodies, attributes, time, order);
    }

    /**
     * The ids of a message on a FIFO topic. On a standard topic a message may have a group id only, which is passed on
     * to queues.
     *
     * @param deduplicationId empty where the content decides
     * @param sequenceNumber empty until a FIFO topic has taken it
     */
    public record Order(String groupId, String deduplicationId, String sequenceNumber) {}

    SnsMessage numbered(String deduplicationId, String sequenceNumber) {
        return new SnsMessage(
                messageId,
                topicArn,
                subject,
                body,
                bodies,
                attributes,
                time,
                order.map(given -> new Order(given.groupId(), deduplicationId, sequenceNumber)));
    }

    /** What a FIFO topic numbered it with. */
    public Optional<String> sequenceNumber() {
        return order.map(Order::sequenceNumber).filter(number -> !number.isEmpty());
    }

    private Optional<QueueSender.Fifo> fifo() {
        return order.map(given -> new QueueSender.Fifo(given.groupId(), given.deduplicationId()));
    }

    /** Size as SNS counts it towards its limit of 256 KiB: body and attributes. */
    public int bytes() {
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        for (String own : bodies.values()) {
            bytes += own.getBytes(StandardCharsets.UTF_8).length;
        }
        for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
            bytes += attribute.getKey().getBytes(StandardCharsets.UTF_8).length
                    + attribute.getValue().dataType().length()
                    + attribute.getValue().value().getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    /** The message itself, its attributes as those of SQS. */
    Outgoing raw() {
        return new Outgoing(body, attributes, fifo());
    }

    /**
     * The message in SNS's own notification,
     * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
     */
    Outgoing enveloped(String subscriptionArn, String endpoint) {
        ObjectNode envelope = Json.object()
                .put("Type", "Notification")
                .put("MessageId", messageId)
                .put("TopicArn", topicArn);
        sequenceNumber().ifPresent(number -> envelope.put("SequenceNumber", number));
        subject.ifPresent(text -> envelope.put("Subject", text));
        envelope.put("Message", body)
                .put("Timestamp", TIMESTAMP.format(time))
                .put("SignatureVersion", "1")
                // Nothing here holds a key that a receiver could check a signature against.
                .put("Signature", "")
                .put("SigningCertURL", "")
                .put("UnsubscribeURL", endpoint + "/?Action=Unsubscribe&SubscriptionArn=" + subscriptionArn);
        if (!attributes.isEmpty()) {
            ObjectNode named = envelope.putObject("MessageAttributes");
            attributes.forEach((name, attribute) ->
                    named.putObject(name).put("Type", attribute.dataType()).put("Value", attribute.value()));
        }
        return new Outgoing(Json.text(envelope), Map.of(), fifo());
    }

    /** The event that a function gets, https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
    String event(String subscriptionArn, String endpoint) {
        ObjectNode event = Json.object();
        ObjectNode notification = event.putArray("Records")
                .addObject()
                .put("EventVersion", "1.0")
                .put("EventSubscriptionArn", subscriptionArn)
                .put("EventSource", "aws:sns")
                .putObject("Sns")
                .put("SignatureVersion", "1")
                .put("Timestamp", TIMESTAMP.format(time))
                .put("Signature", "")
                .put("SigningCertUrl", "")
                .put("MessageId", messageId)
                .put("Message", body);
        ObjectNode named = notification.putObject("MessageAttributes");
        attributes.forEach((name, attribute) ->
                named.putObject(name).put("Type", attribute.dataType()).put("Value", attribute.value()));
        notification
                .put("Type", "Notification")
                .put("UnsubscribeUrl", endpoint + "/?Action=Unsubscribe&SubscriptionArn=" + subscriptionArn)
                .put("TopicArn", topicArn)
                .put("Subject", subject.orElse(null));
        return Json.text(event);
    }

    /** The attributes as the JSON that filter policies of scope MessageAttributes look at. */
    String attributesAsEvent() {
        ObjectNode event = Json.object();
        attributes.forEach((name, attribute) -> {
            switch (attribute.dataType()) {
                case "String.Array", "Number" -> event.set(name, jsonOrText(attribute.value()));
                default -> {
                    if (!attribute.dataType().startsWith("Binary")) {
                        event.put(name, attribute.value());
                    }
                }
            }
        });
        return Json.text(event);
    }

    private static com.fasterxml.jackson.databind.JsonNode jsonOrText(String value) {
        try {
            return Json.parse(value);
        } catch (IllegalArgumentException e) {
            return Json.string(value);
        }
    }
}
