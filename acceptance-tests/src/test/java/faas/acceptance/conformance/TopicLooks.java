package faas.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** What a topic's subscribers are handed. */
final class TopicLooks {

    static final List<Observations.Look> ALL = List.of(TopicLooks::queues, TopicLooks::function);

    private static final Map<String, MessageAttributeValue> ATTRIBUTES = Map.of(
            "text",
                    MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue("a")
                            .build(),
            "count",
                    MessageAttributeValue.builder()
                            .dataType("Number")
                            .stringValue("5")
                            .build(),
            "bytes",
                    MessageAttributeValue.builder()
                            .dataType("Binary")
                            .binaryValue(SdkBytes.fromByteArray(new byte[] {1, 2}))
                            .build());

    private TopicLooks() {}

    private static void queues(Site site, Observations observations) {
        var topic = new RuntimeTopic(site);
        var enveloped = topic.subscribe(Map.of());
        var raw = topic.subscribe(Map.of("RawMessageDelivery", "true"));
        topic.publish("hello", ATTRIBUTES);

        var notification = Site.json(site.drain(enveloped).getFirst().body());
        observations.put(Behaviour.TOPIC_ENVELOPE, Site.names(notification));
        observations.put(Behaviour.TOPIC_ATTRIBUTES, attributes(notification.path("MessageAttributes")));

        var message = site.drain(raw).getFirst();
        observations.put(Behaviour.TOPIC_RAW, message.body().equals("hello") ? "as published" : message.body());
        observations.put(
                Behaviour.TOPIC_RAW_ATTRIBUTES,
                new TreeMap<>(message.messageAttributes())
                        .entrySet().stream()
                                .map(attribute -> attribute.getKey() + " "
                                        + attribute.getValue().dataType() + " "
                                        + value(attribute.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private static String value(software.amazon.awssdk.services.sqs.model.MessageAttributeValue attribute) {
        return attribute.binaryValue() == null
                ? attribute.stringValue()
                : java.util.Base64.getEncoder()
                        .encodeToString(attribute.binaryValue().asByteArray());
    }

    private static String attributes(JsonNode attributes) {
        return attributes
                .propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .map(attribute -> attribute.getKey() + " "
                        + attribute.getValue().path("Type").asText() + " "
                        + attribute.getValue().path("Value").asText())
                .collect(Collectors.joining(", "));
    }

    private static void function(Site site, Observations observations) {
        var script = Script.fail();
        site.system()
                .aws()
                .sns()
                .publish(publish -> publish.topicArn(site.system().output("TopicArn"))
                        .subject("a subject")
                        .message(script.toJson())
                        .messageAttributes(ATTRIBUTES));
        var event = site.awaitDeliveries(script, 1).getFirst().event();
        var record = event.path("Records").path(0);
        observations.put(
                Behaviour.TOPIC_FUNCTION,
                record.path("EventSource").asText() + ", "
                        + event.path("Records").size() + " record, " + Site.names(record.path("Sns")));
        site.awaitDeliveries(script, 3);
        AsyncLooks.awaitRecord(site, "FailuresQueueUrl", script);
        observations.put(Behaviour.TOPIC_FUNCTION_FAILS, AsyncLooks.attempts(site.deliveries(script)));
    }
}
