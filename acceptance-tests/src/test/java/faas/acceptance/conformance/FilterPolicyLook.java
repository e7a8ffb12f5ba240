package faas.acceptance.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Publishes the same messages to a queue for each filter policy, and sees which come. Each tells itself apart in its
 * label.
 */
final class FilterPolicyLook {

    private FilterPolicyLook() {}

    /** By the attribute {@code s}, {@code n} or {@code a} that it has. */
    private static Map<String, Map<String, MessageAttributeValue>> messages() {
        var messages = new LinkedHashMap<String, Map<String, MessageAttributeValue>>();
        Stream.of("red", "blue", "reddish", "10.0.0.7")
                .forEach(text -> messages.put(text, Map.of("s", attribute("String", text))));
        messages.put("text 5", Map.of("s", attribute("String", "5")));
        Stream.of("5", "9.5").forEach(number -> messages.put(number, Map.of("n", attribute("Number", number))));
        Stream.of("[\"x\",\"y\"]", "[\"z\"]")
                .forEach(array -> messages.put(array, Map.of("a", attribute("String.Array", array))));
        messages.put("none of them", Map.of());
        return messages;
    }

    private static Map<Behaviour, String> policies() {
        return Stream.of(Behaviour.values())
                .filter(behaviour -> behaviour.area() == Behaviour.Area.FILTER_POLICY)
                .collect(Collectors.toMap(
                        behaviour -> behaviour,
                        behaviour -> behaviour.what().split("`", -1)[1],
                        (first, _) -> first,
                        LinkedHashMap::new));
    }

    static void at(Site site, Observations observations) {
        var topic = new RuntimeTopic(site);
        var queues = new LinkedHashMap<Behaviour, String>();
        policies()
                .forEach((behaviour, policy) -> queues.put(
                        behaviour,
                        topic.subscribe(Map.of(
                                "RawMessageDelivery",
                                "true",
                                "FilterPolicyScope",
                                behaviour == Behaviour.FILTER_BODY ? "MessageBody" : "MessageAttributes",
                                "FilterPolicy",
                                policy))));
        messages()
                .forEach((label, attributes) ->
                        topic.publish(Site.text(Map.of("order", Map.of("channel", label))), attributes));
        queues.entrySet().parallelStream()
                .forEach(queue -> observations.put(queue.getKey(), passed(site, queue.getValue())));
    }

    private static String passed(Site site, String queueUrl) {
        var labels = site.drain(queueUrl).stream()
                .map(message -> Site.json(message.body()).at("/order/channel").asText())
                .sorted()
                .collect(Collectors.joining(", "));
        return labels.isEmpty() ? "none" : labels;
    }

    private static MessageAttributeValue attribute(String type, String value) {
        return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
    }
}
