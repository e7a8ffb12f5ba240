package faas.infra.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.Synthesized;
import faas.infra.planted.Handlers;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.PolicyException;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.SubscribedQueuePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hangs on a topic: functions with and without a queue, and queues without a function. */
class QueueAndTopicTest {
    static final ConsumerGroup SENT = ConsumerGroup.ofTypes("invoice.sent.v1");
    private static final AsyncPolicy LOSSY = AsyncPolicy.lossy("a count may be a little off");

    @TempDir
    private Path directory;

    private Probes probes;

    @BeforeEach
    void app() {
        probes = new Probes(directory);
    }

    @Test
    void topic_hands_its_events_to_the_alias_without_a_queue() {
        new TopicFunction(
                probes.stack(), "Count", Probes.STAGE, probes.topic(), SENT, Probes.async(LOSSY), probes.topicEvents());

        Synthesized app = probes.synthesized();
        assertThat(app.propertiesOf("AWS::SNS::Subscription").values())
                .containsExactly(Map.of(
                        "TopicArn",
                        "${Events/Topic}",
                        "Protocol",
                        "lambda",
                        "Endpoint",
                        Probes.aliasOf("Count"),
                        "FilterPolicy",
                        Map.of("type", List.of("invoice.sent.v1"))));
        assertThat(app.propertiesOf("AWS::Lambda::Permission").values())
                .containsExactly(Map.of(
                        "Action", "lambda:InvokeFunction",
                        "FunctionName", Probes.aliasOf("Count"),
                        "Principal", "sns.amazonaws.com",
                        "SourceArn", "${Events/Topic}"));
        assertThat(app.types()).doesNotContain("AWS::SQS::Queue");
        assertThat(directory.resolve("cdk.out/validation-report.json"))
                .as("CDK's warning that the endpoint is an alias")
                .content()
                .contains("\"violations\": []");
    }

    @Test
    void function_hangs_on_no_ordered_topic_directly() {
        EventTopic ordered = EventTopic.ordered(probes.stack(), "Events", "probe-events");

        assertThatThrownBy(() -> new TopicFunction(
                        probes.stack(),
                        "Count",
                        Probes.STAGE,
                        ordered,
                        SENT,
                        Probes.async(LOSSY),
                        probes.topicEvents()))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("Count: topic ordered: must not be");
    }

    @Test
    void queues_and_dead_letter_queues_follow_an_ordered_topic() {
        EventTopic ordered = EventTopic.ordered(probes.stack(), "Events", "probe-events");
        new QueueFunction(probes.stack(), "Work", Probes.STAGE, ordered, SENT, Probes.queuePolicy(), probes.queue());

        Synthesized app = probes.synthesized();
        assertThat(app.propertiesAt("AWS::SNS::Topic", "Events/Topic"))
                .containsEntry("TopicName", "probe-events.fifo")
                .containsEntry("FifoTopic", true)
                .containsEntry("ContentBasedDeduplication", false);
        Map.of(
                        "Work/Work/Queue", "probe-Work.fifo",
                        "Work/Work/DeadLetters/Queue", "probe-Work-dlq.fifo",
                        "Work/Undelivered/Queue", "probe-Work-subscription-dlq.fifo")
                .forEach((path, name) -> assertThat(app.propertiesAt("AWS::SQS::Queue", path))
                        .containsEntry("QueueName", name)
                        .containsEntry("FifoQueue", true)
                        .doesNotContainKey("ContentBasedDeduplication"));
        assertThat(app.propertiesAt("AWS::Lambda::EventSourceMapping", "Work/Mapping"))
                .as("a FIFO queue's mapping has no window")
                .doesNotContainKey("MaximumBatchingWindowInSeconds");
    }

    @Test
    void group_takes_events_by_type_and_by_any_attribute_that_they_have_or_do_not_have() {
        EventTopic topic = probes.topic();
        queue("Urgent", topic, SENT.whereAttribute("urgent", "yes").whereAttribute("country", "NO"));
        queue(
                "Plain",
                topic,
                ConsumerGroup.ofTypes("invoice.sent.v1", "invoice.void.v1").withoutAttribute("urgent"));
        queue("All", topic, SENT);

        assertThat(probes.synthesized().propertiesOf("AWS::SNS::Subscription").values())
                .map(subscription -> subscription.get("Endpoint") + " " + subscription.get("FilterPolicy"))
                .containsExactlyInAnyOrder(
                        "${Urgent/Work/Queue.Arn} {country=[NO], type=[invoice.sent.v1], urgent=[yes]}",
                        "${Plain/Work/Queue.Arn} {type=[invoice.sent.v1, invoice.void.v1], urgent=[{exists=false}]}",
                        "${All/Work/Queue.Arn} {type=[invoice.sent.v1]}");
    }

    @Test
    void subscribed_queue_is_a_consumer_group_without_a_function() {
        SubscribedQueue backlog = queue("Backlog", probes.topic(), SENT);
        new AsyncFunction(
                probes.stack(),
                "Drain",
                Probes.STAGE,
                Probes.async(AsyncPolicy.of(0, Duration.ofMinutes(1))),
                new FunctionDeclaration<>(
                        probes.text().packageDirectory(),
                        Handlers.OfText.class,
                        Map.of("QUEUE_URL", backlog.queueUrl()),
                        List.of(backlog.mayMeasure("looks"), backlog.mayDrain("works it off"))));

        Synthesized app = probes.synthesized();
        assertThat(app.propertiesAt("AWS::SQS::Queue", "Backlog/Work/Queue"))
                .containsEntry("QueueName", "probe-Backlog")
                .containsEntry("VisibilityTimeout", 30)
                .containsEntry(
                        "RedrivePolicy",
                        Map.of("deadLetterTargetArn", "${Backlog/Work/DeadLetters/Queue.Arn}", "maxReceiveCount", 5));
        assertThat(app.propertiesOf("AWS::SNS::Subscription").values())
                .containsExactly(Map.of(
                        "TopicArn",
                        "${Events/Topic}",
                        "Protocol",
                        "sqs",
                        "Endpoint",
                        "${Backlog/Work/Queue.Arn}",
                        "RawMessageDelivery",
                        true,
                        "FilterPolicy",
                        Map.of("type", List.of("invoice.sent.v1")),
                        "RedrivePolicy",
                        Map.of("deadLetterTargetArn", "${Backlog/Undelivered/Queue.Arn}")));
        assertThat(app.types()).doesNotContain("AWS::Lambda::EventSourceMapping");
        assertThat(app.permissionsOf("Drain"))
                .contains(
                        "sqs:GetQueueAttributes on ${Backlog/Work/Queue.Arn}",
                        "sqs:ReceiveMessage, sqs:DeleteMessage on ${Backlog/Work/Queue.Arn}");
        assertThat(app.outputs())
                .containsEntry("BacklogQueueUrl", "${Backlog/Work/Queue}")
                .containsEntry("BacklogDeadLetterQueueUrl", "${Backlog/Work/DeadLetters/Queue}")
                .containsEntry("BacklogSubscriptionDeadLetterQueueUrl", "${Backlog/Undelivered/Queue}");
    }

    private SubscribedQueue queue(String id, EventTopic topic, ConsumerGroup group) {
        return new SubscribedQueue(
                probes.stack(),
                id,
                Probes.STAGE,
                topic,
                group,
                new SubscribedQueuePolicy(
                        QueueRetryPolicy.of(Duration.ofSeconds(30), DeadLetterPolicy.after(5)), Duration.ofMinutes(5)));
    }
}
