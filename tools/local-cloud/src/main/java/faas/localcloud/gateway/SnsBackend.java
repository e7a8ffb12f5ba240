package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.provision.Naming;
import faas.localcloud.sns.PublishChecks;
import faas.localcloud.sns.SnsException;
import faas.localcloud.sns.SnsMessage;
import faas.localcloud.sns.SnsService;
import faas.localcloud.sns.SnsService.SubscriptionInfo;
import faas.localcloud.sqs.QueueSender.Attribute;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** SNS in AWS's query protocol. */
final class SnsBackend implements Backend {
    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

    private final SnsService sns;
    private final Naming naming;

    SnsBackend(SnsService sns, Naming naming) {
        this.sns = sns;
        this.naming = naming;
    }

    /**
     * Actions on subscriptions have no resource level.
     *
     * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html">SNS</a>
     */
    @Override
    public List<RequiredAccess> requiredAccess(GatewayRequest request) {
        QueryParameters parameters = request.parameters();
        String action = parameters.text("Action");
        return switch (action) {
            case "Publish" ->
                List.of(new RequiredAccess("sns:Publish", target(parameters).orElse("*")));
            case "PublishBatch" -> List.of(new RequiredAccess("sns:Publish", parameters.text("TopicArn")));
            case "CreateTopic" ->
                List.of(new RequiredAccess("sns:CreateTopic", naming.topicArn(parameters.text("Name"))));
            case "GetTopicAttributes", "Subscribe", "ListSubscriptionsByTopic" ->
                List.of(new RequiredAccess("sns:" + action, parameters.text("TopicArn")));
            default -> List.of(new RequiredAccess("sns:" + action, "*"));
        };
    }

    private static Optional<String> target(QueryParameters parameters) {
        return parameters.get("TopicArn").or(() -> parameters.get("TargetArn"));
    }

    @Override
    public GatewayReply accessDenied(GatewayRequest request, String message) {
        return QueryXml.error(403, "AuthorizationError", message);
    }

    @Override
    public GatewayReply handle(GatewayRequest request) {
        QueryParameters parameters = request.parameters();
        String action = parameters.text("Action");
        try {
            return perform(action, parameters).response(action, NAMESPACE);
        } catch (SnsException e) {
            return QueryXml.error(e.status(), e.code(), String.valueOf(e.getMessage()));
        }
    }

    private QueryXml perform(String action, QueryParameters parameters) {
        String topic = parameters.text("TopicArn");
        String subscription = parameters.text("SubscriptionArn");
        return switch (action) {
            case "Publish" -> publish(parameters);
            case "PublishBatch" -> publishBatch(parameters);
            case "CreateTopic" ->
                new QueryXml()
                        .element(
                                "TopicArn",
                                sns.createTopic(
                                        parameters.text("Name"), parameters.map("Attributes.entry", "key", "value")));
            case "ListTopics" -> {
                QueryXml xml = new QueryXml().open("Topics");
                sns.topics()
                        .forEach(arn ->
                                xml.open("member").element("TopicArn", arn).close("member"));
                yield xml.close("Topics");
            }
            case "GetTopicAttributes" -> new QueryXml().map("Attributes", sns.topicAttributes(topic));
            case "Subscribe" ->
                new QueryXml()
                        .element(
                                "SubscriptionArn",
                                sns.subscribe(
                                        topic,
                                        parameters.text("Protocol"),
                                        parameters.text("Endpoint"),
                                        parameters.map("Attributes.entry", "key", "value")));
            case "Unsubscribe" -> {
                sns.unsubscribe(subscription);
                yield new QueryXml();
            }
            case "SetSubscriptionAttributes" -> {
                sns.setAttribute(subscription, parameters.text("AttributeName"), parameters.text("AttributeValue"));
                yield new QueryXml();
            }
            case "GetSubscriptionAttributes" ->
                new QueryXml().map("Attributes", sns.subscriptionAttributes(subscription));
            case "ListSubscriptionsByTopic" -> subscriptions(sns.subscriptions(topic));
            case "ListSubscriptions" -> subscriptions(sns.subscriptions());
            default -> throw SnsException.invalidAction(action);
        };
    }

    private QueryXml publish(QueryParameters parameters) {
        String topic = target(parameters)
                .orElseThrow(() ->
                        SnsException.invalidParameter("TopicArn or TargetArn Reason: no value for required parameter"));
        SnsMessage taken =
                sns.publish(topic, List.of(message(topic, parameters))).getFirst();
        return published(new QueryXml(), taken);
    }

    private QueryXml publishBatch(QueryParameters parameters) {
        String topic = parameters.text("TopicArn");
        List<QueryParameters> entries = parameters.list("PublishBatchRequestEntries.member");
        PublishChecks.requireBatch(
                entries.stream().map(entry -> entry.text("Id")).toList());
        List<SnsMessage> messages =
                entries.stream().map(entry -> message(topic, entry)).toList();
        List<SnsMessage> taken = sns.publish(topic, messages);
        QueryXml xml = new QueryXml().open("Failed").close("Failed").open("Successful");
        for (int i = 0; i < entries.size(); i++) {
            xml.open("member").element("Id", entries.get(i).text("Id"));
            published(xml, taken.get(i)).close("member");
        }
        return xml.close("Successful");
    }

    private static QueryXml published(QueryXml xml, SnsMessage taken) {
        xml.element("MessageId", taken.messageId());
        taken.sequenceNumber().ifPresent(number -> xml.element("SequenceNumber", number));
        return xml;
    }

    private static Optional<SnsMessage.Order> order(QueryParameters parameters) {
        String group = parameters.text("MessageGroupId");
        String deduplication = parameters.text("MessageDeduplicationId");
        return group.isEmpty() && deduplication.isEmpty()
                ? Optional.empty()
                : Optional.of(new SnsMessage.Order(group, deduplication, ""));
    }

    private static SnsMessage message(String topic, QueryParameters parameters) {
        String body = parameters.text("Message");
        Map<String, String> bodies = new LinkedHashMap<>();
        if (parameters.text("MessageStructure").equals("json")) {
            bodies.putAll(bodies(body));
            body = Optional.ofNullable(bodies.remove("default"))
                    .orElseThrow(() ->
                            SnsException.invalidParameter("Message Structure - No default entry in JSON message body"));
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (QueryParameters entry : parameters.list("MessageAttributes.entry")) {
            Map<String, String> values = new LinkedHashMap<>();
            for (String field : List.of("StringValue", "BinaryValue")) {
                entry.get("Value." + field).ifPresent(value -> values.put(field, value));
            }
            String name = entry.text("Name");
            attributes.put(name, PublishChecks.attribute(name, entry.text("Value.DataType"), values));
        }
        return new SnsMessage(
                UUID.randomUUID().toString(),
                topic,
                parameters.get("Subject"),
                body,
                bodies,
                attributes,
                Instant.now(),
                order(parameters));
    }

    /**
     * By protocol; what is no string is ignored.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">MessageStructure</a>
     */
    private static Map<String, String> bodies(String structured) {
        JsonNode byProtocol;
        try {
            byProtocol = Json.parse(structured);
        } catch (IllegalArgumentException e) {
            throw SnsException.invalidParameter("Message Structure - JSON message body failed to parse");
        }
        return byProtocol
                .propertyStream()
                .filter(entry -> entry.getValue().isTextual())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().textValue()));
    }

    private static QueryXml subscriptions(List<SubscriptionInfo> subscriptions) {
        QueryXml xml = new QueryXml().open("Subscriptions");
        for (SubscriptionInfo subscription : subscriptions) {
            xml.open("member")
                    .element("TopicArn", subscription.topicArn())
                    .element("Protocol", subscription.protocol())
                    .element("SubscriptionArn", subscription.subscriptionArn())
                    .element("Owner", subscription.topicArn().split(":", -1)[4])
                    .element("Endpoint", subscription.endpoint())
                    .close("member");
        }
        return xml.close("Subscriptions");
    }
}
