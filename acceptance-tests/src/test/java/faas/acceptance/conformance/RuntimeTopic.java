package faas.acceptance.conformance;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A topic that a look makes for itself, and queues that subscribe to it. */
final class RuntimeTopic {

    private final Site site;
    private final String arn;

    RuntimeTopic(Site site) {
        this.site = site;
        this.arn = site.system()
                .aws()
                .sns()
                .createTopic(create -> create.name(name()))
                .topicArn();
    }

    private static String name() {
        return ConformanceApp.STAGE + "-" + UUID.randomUUID();
    }

    /** Makes a queue that subscribes with those attributes, and returns its URL. */
    String subscribe(Map<String, String> attributes) {
        var sqs = site.system().aws().sqs();
        var url = sqs.createQueue(create -> create.queueName(name())).queueUrl();
        var queueArn = sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        var policy = Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                Map.of(
                        "Effect",
                        "Allow",
                        "Principal",
                        Map.of("Service", "sns.amazonaws.com"),
                        "Action",
                        "sqs:SendMessage",
                        "Resource",
                        queueArn,
                        "Condition",
                        Map.of("ArnEquals", Map.of("aws:SourceArn", arn))));
        sqs.setQueueAttributes(
                set -> set.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, Site.text(policy))));
        subscribe(queueArn, attributes);
        return url;
    }

    /** Subscribes a queue that is not there, for what the topic says to the attributes. */
    SubscribeResponse subscribed(Map<String, String> attributes) {
        return subscribe("arn:aws:sqs:us-east-1:000000000000:" + name(), attributes);
    }

    private SubscribeResponse subscribe(String queueArn, Map<String, String> attributes) {
        return site.system()
                .aws()
                .sns()
                .subscribe(subscribe -> subscribe
                        .topicArn(arn)
                        .protocol("sqs")
                        .endpoint(queueArn)
                        .attributes(attributes));
    }

    void publish(String message, Map<String, MessageAttributeValue> attributes) {
        publish(publish -> publish.subject("a subject").message(message).messageAttributes(attributes));
    }

    PublishResponse publish(Consumer<PublishRequest.Builder> message) {
        return site.system().aws().sns().publish(publish -> message.accept(publish.topicArn(arn)));
    }

    String arn() {
        return arn;
    }
}
