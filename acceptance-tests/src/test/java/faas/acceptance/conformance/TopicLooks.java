package faas.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** What a topic's subscribers are handed. */
final class TopicLooks {

    static final List<Observations.Look> ALL =
            List.of(TopicLooks::queues, TopicLooks::bodies, TopicLooks::refusals, TopicLooks::function);

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

    private static void bodies(Site site, Observations observations) {
        observations.put(Behaviour.TOPIC_BODIES, structured(site, "{\"default\":\"for all\",\"sqs\":\"for queues\"}"));
        observations.put(Behaviour.TOPIC_BODY_FOR_ALL, structured(site, "{\"default\":\"for all\",\"sqs\":{\"a\":1}}"));
        var topic = new RuntimeTopic(site);
        var queue = topic.subscribe(Map.of("RawMessageDelivery", "true"));
        topic.publish(publish -> publish.message("hello").messageGroupId("g"));
        var group = site.drain(queue).getFirst().attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
        observations.put(
                Behaviour.TOPIC_GROUP, "g".equals(group) ? "the queue's message has it" : "it is not passed on");
    }

    private static String structured(Site site, String message) {
        var topic = new RuntimeTopic(site);
        var queue = topic.subscribe(Map.of("RawMessageDelivery", "true"));
        topic.publish(publish -> publish.message(message).messageStructure("json"));
        return site.drain(queue).getFirst().body();
    }

    private static void refusals(Site site, Observations observations) {
        var topic = new RuntimeTopic(site);
        refused(
                observations,
                topic,
                Behaviour.TOPIC_NO_BODY_FOR_ALL,
                publish -> publish.messageStructure("json").message("{\"sqs\":\"for queues\"}"));
        refused(observations, topic, Behaviour.TOPIC_DEDUPLICATION, publish -> publish.messageDeduplicationId("d"));
        refused(observations, topic, Behaviour.TOPIC_SUBJECT, publish -> publish.subject("two\nlines"));
        attribute(observations, topic, Behaviour.TOPIC_ATTRIBUTE_NAME, "name.", "String", "a");
        attribute(observations, topic, Behaviour.TOPIC_ATTRIBUTE_TYPE, "name", "Text", "a");
        attribute(observations, topic, Behaviour.TOPIC_ATTRIBUTE_VALUE, "name", "String", "");
        attribute(observations, topic, Behaviour.TOPIC_ATTRIBUTE_NUMBER, "name", "Number", "five");
        var entry = PublishBatchRequestEntry.builder()
                .id("two words")
                .message("hello")
                .build();
        observations.put(
                Behaviour.TOPIC_BATCH_ID,
                Site.answer(() -> site.system()
                        .aws()
                        .sns()
                        .publishBatch(
                                batch -> batch.topicArn(topic.arn()).publishBatchRequestEntries(List.of(entry)))));
        policy(observations, topic, Behaviour.TOPIC_POLICY_KEYS, keys(6));
        policy(observations, topic, Behaviour.TOPIC_POLICY_NESTED, "{\"a\":{\"b\":[\"c\"]}}");
        policy(observations, topic, Behaviour.TOPIC_POLICY_COMBINATIONS, "{\"a\":" + values(151) + "}");
    }

    private static void refused(
            Observations observations, RuntimeTopic topic, Behaviour behaviour, Consumer<PublishRequest.Builder> set) {
        observations.put(behaviour, Site.answer(() -> topic.publish(publish -> set.accept(publish.message("hello")))));
    }

    private static void attribute(
            Observations observations,
            RuntimeTopic topic,
            Behaviour behaviour,
            String name,
            String type,
            String value) {
        var attribute = MessageAttributeValue.builder()
                .dataType(type)
                .stringValue(value)
                .build();
        refused(observations, topic, behaviour, publish -> publish.messageAttributes(Map.of(name, attribute)));
    }

    private static void policy(Observations observations, RuntimeTopic topic, Behaviour behaviour, String policy) {
        observations.put(behaviour, Site.answer(() -> topic.subscribed(Map.of("FilterPolicy", policy))));
    }

    private static String keys(int number) {
        return IntStream.range(0, number)
                .mapToObj(key -> "\"k" + key + "\":[\"v\"]")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String values(int number) {
        return IntStream.range(0, number)
                .mapToObj(value -> "\"" + value + "\"")
                .collect(Collectors.joining(",", "[", "]"));
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
