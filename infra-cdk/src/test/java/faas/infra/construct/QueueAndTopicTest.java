package faas.infra.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.DeadLetterPolicy;
import faas.infra.policy.ExpressOrders;
import faas.infra.policy.PolicyException;
import faas.infra.policy.QueueRetryPolicy;
import faas.infra.policy.SubscribedQueuePolicy;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.infra.Synthesized;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hangs on a topic: functions with and without a queue, and queues without a function. */
class QueueAndTopicTest {
    static final ConsumerGroup PLACED = ConsumerGroup.of(OrderEventType.PLACED);
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
                probes.stack(),
                "Count",
                Probes.STAGE,
                probes.topic(),
                PLACED,
                Probes.async(LOSSY),
                probes.topicEvents());

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
                        Map.of("type", List.of("order.placed.v1"))));
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
                        PLACED,
                        Probes.async(LOSSY),
                        probes.topicEvents()))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("Count: topic ordered: must not be");
    }

    @Test
    void queues_and_dead_letter_queues_follow_an_ordered_topic() {
        EventTopic ordered = EventTopic.ordered(probes.stack(), "Events", "probe-events");
        new QueueFunction(probes.stack(), "Work", Probes.STAGE, ordered, PLACED, Probes.queuePolicy(), probes.queue());

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
    void express_orders_go_to_one_group_and_the_others_to_another() {
        EventTopic topic = probes.topic();
        queue("Express", topic, PLACED.with(ExpressOrders.ONLY));
        queue(
                "Plain",
                topic,
                ConsumerGroup.of(OrderEventType.PLACED, OrderEventType.CANCELLED)
                        .with(ExpressOrders.NOT));
        queue("All", topic, PLACED);

        assertThat(probes.synthesized().propertiesOf("AWS::SNS::Subscription").values())
                .map(subscription -> subscription.get("Endpoint") + " " + subscription.get("FilterPolicy"))
                .containsExactlyInAnyOrder(
                        "${Express/Work/Queue.Arn} {express=[true], type=[order.placed.v1]}",
                        "${Plain/Work/Queue.Arn} {express=[{exists=false}], type=[order.placed.v1, order.cancelled.v1]}",
                        "${All/Work/Queue.Arn} {type=[order.placed.v1]}");
    }

    @Test
    void subscribed_queue_is_a_consumer_group_without_a_function() {
        SubscribedQueue payouts = queue("Payouts", probes.topic(), PLACED);
        new AsyncFunction(
                probes.stack(),
                "Drain",
                Probes.STAGE,
                Probes.async(AsyncPolicy.of(0, Duration.ofMinutes(1))),
                new FunctionDeclaration<>(
                        probes.text().packageDirectory(),
                        Probes.OfText.class,
                        Map.of("QUEUE_URL", payouts.queueUrl()),
                        List.of(payouts.mayMeasure("looks"), payouts.mayDrain("works it off"))));

        Synthesized app = probes.synthesized();
        assertThat(app.propertiesAt("AWS::SQS::Queue", "Payouts/Work/Queue"))
                .containsEntry("QueueName", "probe-Payouts")
                .containsEntry("VisibilityTimeout", 30)
                .containsEntry(
                        "RedrivePolicy",
                        Map.of("deadLetterTargetArn", "${Payouts/Work/DeadLetters/Queue.Arn}", "maxReceiveCount", 5));
        assertThat(app.propertiesOf("AWS::SNS::Subscription").values())
                .containsExactly(Map.of(
                        "TopicArn",
                        "${Events/Topic}",
                        "Protocol",
                        "sqs",
                        "Endpoint",
                        "${Payouts/Work/Queue.Arn}",
                        "RawMessageDelivery",
                        true,
                        "FilterPolicy",
                        Map.of("type", List.of("order.placed.v1")),
                        "RedrivePolicy",
                        Map.of("deadLetterTargetArn", "${Payouts/Undelivered/Queue.Arn}")));
        assertThat(app.types()).doesNotContain("AWS::Lambda::EventSourceMapping");
        assertThat(app.permissionsOf("Drain"))
                .contains(
                        "sqs:GetQueueAttributes on ${Payouts/Work/Queue.Arn}",
                        "sqs:ReceiveMessage, sqs:DeleteMessage on ${Payouts/Work/Queue.Arn}");
        assertThat(app.outputs())
                .containsEntry("PayoutsQueueUrl", "${Payouts/Work/Queue}")
                .containsEntry("PayoutsDeadLetterQueueUrl", "${Payouts/Work/DeadLetters/Queue}")
                .containsEntry("PayoutsSubscriptionDeadLetterQueueUrl", "${Payouts/Undelivered/Queue}");
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
