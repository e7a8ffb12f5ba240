package faas.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.acceptance.engine.Ability;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.probe.ProbeApp;
import faas.acceptance.system.DeployedSystem;
import io.orderchannel.events.EventType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** What the triggers and the life of execution environments promise, seen from functions made to look. */
@Order(6)
@RunsOn(ProbeApp.class)
class ProbesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Duration AFTER_REDELIVERY = ProbeApp.VISIBILITY_TIMEOUT.plus(SOON);
    private static final Duration AFTER_LAST_RECEIVE =
            ProbeApp.VISIBILITY_TIMEOUT.multipliedBy(ProbeApp.MAX_RECEIVE_COUNT).plus(SOON);

    @Test
    void a_poison_message_ends_in_the_dead_letter_queue_and_the_others_of_its_batch_happen_once(DeployedSystem system) {
        var poison = anId();
        var others = IntStream.range(0, 9).mapToObj(_ -> anId()).toList();

        sendInOneBatch(system, "ProbeQueueUrl", "poison " + poison, others);

        var body = await().atMost(AFTER_LAST_RECEIVE)
                .until(() -> receive(system, "ProbeDeadLetterQueueUrl"), Optional::isPresent)
                .orElseThrow();
        assertThat(body).isEqualTo("poison " + poison);
        assertThat(times(system, poison)).isEqualTo(ProbeApp.MAX_RECEIVE_COUNT);
        assertThat(others).allSatisfy(id -> assertThat(times(system, id)).isEqualTo(1));
        assertThat(system.isQueueEmpty("ProbeQueueUrl")).isTrue();
    }

    @Test
    void a_consumer_group_that_stands_still_delays_no_other(DeployedSystem system) {
        var standing = IntStream.range(0, 20).mapToObj(_ -> anId()).toList();
        standing.forEach(id -> system.send("StandStillQueueUrl", "stand-still " + id));
        await().atMost(SOON).until(() -> standing.stream().anyMatch(id -> times(system, id) > 0));
        var ids = IntStream.range(0, 30).mapToObj(_ -> anId()).toList();

        ids.forEach(id -> publish(system, "count " + id));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ids)
                        .allSatisfy(id -> assertThat(times(system, id)).isGreaterThanOrEqualTo(1)));
        assertThat(system.isQueueEmpty("StandStillQueueUrl")).isFalse();
    }

    @Test
    void a_handler_that_runs_past_its_time_out_is_killed_and_its_message_comes_again(DeployedSystem system) {
        var id = anId();

        system.send("ProbeQueueUrl", "hang " + id);

        await().atMost(SOON).until(() -> times(system, id) == 1);
        var killed = environment(system, id);
        await().atMost(AFTER_REDELIVERY).until(() -> times(system, id) == 2);
        assertThat(environment(system, id)).isNotEqualTo(killed);
        await().atMost(SOON).until(() -> system.isQueueEmpty("ProbeQueueUrl"));
    }

    @Test
    void an_environment_serves_again_until_it_is_killed_at_the_time_out(DeployedSystem system) {
        var first = invokeDirect(system, "count " + anId());
        var second = invokeDirect(system, "count " + anId());

        long start = System.nanoTime();
        var killed = response(system, "hang " + anId());
        var took = Duration.ofNanos(System.nanoTime() - start);
        var third = invokeDirect(system, "count " + anId());

        assertThat(second).isEqualTo(first);
        assertThat(killed.functionError()).isEqualTo("Unhandled");
        assertThat(parse(killed.payload()).path("errorMessage").asText()).contains("Task timed out after 3.00 seconds");
        assertThat(took).isBetween(ProbeApp.TIMEOUT, ProbeApp.TIMEOUT.plusSeconds(3));
        assertThat(third).isNotEqualTo(first);
    }

    @Test
    @Needs(Ability.SHORT_IDLE_TIME)
    void after_the_idle_time_the_next_start_is_cold(DeployedSystem system) {
        var idle = new ProbeApp().settings().idleExpiry();
        var first = invokeDirect(system, "count " + anId());
        var before = system.engine().records().function("Direct");

        var second = await().pollDelay(idle.plusSeconds(2))
                .pollInterval(idle.plusSeconds(2))
                .atMost(idle.multipliedBy(4))
                .until(() -> invokeDirect(system, "count " + anId()), environment -> !environment.equals(first));

        assertThat(second).isNotEqualTo(first);
        assertThat(system.engine().records().function("Direct").coldStarts() - before.coldStarts())
                .isEqualTo(1);
    }

    private static String anId() {
        return UUID.randomUUID().toString();
    }

    /** Invokes Direct with one message and returns the id of the environment that worked on it. */
    private static String invokeDirect(DeployedSystem system, String message) {
        var response = response(system, message);
        assertThat(response.functionError())
                .as(response.payload().asUtf8String())
                .isNull();
        return environment(system, message.substring(message.indexOf(' ') + 1));
    }

    private static InvokeResponse response(DeployedSystem system, String message) {
        var event = "{\"Records\":[{\"messageId\":\"m1\",\"body\":\"" + message + "\"}]}";
        return system.aws()
                .lambda()
                .invoke(invoke -> invoke.functionName(ProbeApp.STAGE.physicalName("Direct"))
                        .qualifier("live")
                        .payload(SdkBytes.fromUtf8String(event)));
    }

    private static void sendInOneBatch(DeployedSystem system, String queueOutput, String first, List<String> others) {
        var entries = IntStream.rangeClosed(0, others.size())
                .mapToObj(n -> SendMessageBatchRequestEntry.builder()
                        .id("m" + n)
                        .messageBody(n == 0 ? first : "count " + others.get(n - 1))
                        .build())
                .toList();
        system.aws()
                .sqs()
                .sendMessageBatch(
                        batch -> batch.queueUrl(system.output(queueOutput)).entries(entries));
    }

    private static void publish(DeployedSystem system, String message) {
        var type = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(EventType.ORDER_PLACED.wireName())
                .build();
        system.aws()
                .sns()
                .publish(publish -> publish.topicArn(system.output("ProbeTopicArn"))
                        .message(message)
                        .messageAttributes(Map.of("type", type)));
    }

    private static Optional<String> receive(DeployedSystem system, String queueOutput) {
        return system
                .aws()
                .sqs()
                .receiveMessage(
                        receive -> receive.queueUrl(system.output(queueOutput)).waitTimeSeconds(1))
                .messages()
                .stream()
                .map(message -> message.body())
                .findFirst();
    }

    private static long times(DeployedSystem system, String id) {
        var times = effect(system, id).get("times");
        return times == null ? 0 : Long.parseLong(times.n());
    }

    private static String environment(DeployedSystem system, String id) {
        var environment = effect(system, id).get("environment");
        return environment == null ? "" : environment.s();
    }

    private static Map<String, AttributeValue> effect(DeployedSystem system, String id) {
        return system.aws()
                .dynamoDb()
                .getItem(get -> get.tableName(system.output("EffectsTableName"))
                        .key(Map.of("pk", AttributeValue.fromS(id)))
                        .consistentRead(true))
                .item();
    }

    private static JsonNode parse(SdkBytes payload) {
        try {
            return JSON.readTree(payload.asUtf8String());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
