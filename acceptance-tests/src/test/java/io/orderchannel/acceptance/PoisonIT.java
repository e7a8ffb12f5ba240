package io.orderchannel.acceptance;

import static io.orderchannel.acceptance.system.Orders.anOrderFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.acceptance.engine.Ability;
import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.TopicTap;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.acceptance.system.PlacedOrder;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.OrderEventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A message that nobody can process harms no other, and no part of it gets into a log. */
@Order(5)
@RunsOn(DemoStage.FewTries.class)
class PoisonIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NESTED = 60_000;

    /** Less than the time until a failed message comes again. */
    private static final Duration AT_ONCE = Duration.ofSeconds(12);

    private static final Duration SOON = Duration.ofMinutes(1);

    /** Two tries of 13 s each, and cold starts. */
    private static final Duration AFTER_LAST_TRY = Duration.ofMinutes(3);

    @Test
    @Needs(Ability.DEEP_BODIES)
    void of_ten_messages_one_that_nests_too_deep_is_dead_lettered_and_nine_take_effect_at_once(OrderSystem system) {
        var example = PlacedOrder.in(system);
        var ids = IntStream.range(0, 9).mapToObj(_ -> example.copiedTo(system)).toList();
        var poison = example.event()
                .replaceFirst("\"data\":", "\"gift\":" + "[".repeat(NESTED) + "]".repeat(NESTED) + ",\"data\":");
        var bodies = Stream.concat(Stream.of(poison), ids.stream().map(example::eventOf))
                .toList();

        system.aws()
                .sqs()
                .sendMessageBatch(batch -> batch.queueUrl(system.output("AssignOrderQueueUrl"))
                        .entries(IntStream.range(0, bodies.size())
                                .mapToObj(n -> SendMessageBatchRequestEntry.builder()
                                        .id("m" + n)
                                        .messageBody(bodies.get(n))
                                        .build())
                                .toList()));

        await().atMost(AT_ONCE)
                .untilAsserted(() -> assertThat(ids)
                        .allSatisfy(id -> assertThat(system.tables().assignmentStateOf(id))
                                .isEqualTo("ASSIGNED")));
        var dead = new ArrayList<String>();
        await().atMost(AFTER_LAST_TRY).until(() -> {
            receive(system, "AssignOrderDeadLetterQueueUrl").map(Message::body).ifPresent(dead::add);
            return dead.contains(poison);
        });
        assertThat(dead).doesNotContainAnyElementsOf(bodies.subList(1, bodies.size()));
        await().atMost(SOON).until(() -> system.isQueueEmpty("AssignOrderQueueUrl"));
        ids.forEach(id -> system.awaitState(id, "CONFIRMED", SOON));
    }

    @ParameterizedTest
    @CsvSource({
        "OrdersTableName, orderId, PublishOrderEvents, OrderEventsTopicArn",
        "ChannelsTableName, pk, PublishChannelEvents, ChannelEventsTopicArn"
    })
    void a_stored_event_that_is_broken_is_told_and_later_events_are_published_at_once(
            String table, String key, String relay, String topic, OrderSystem system) throws IOException {
        var id = "ASSIGNMENT#" + UUID.randomUUID();
        var keys = Map.of(key, AttributeValue.fromS(id));
        try (var events = TopicTap.on(system, topic)) {
            var broken = new HashMap<>(keys);
            broken.put("eventId", AttributeValue.fromS(id + "#1"));
            broken.put("event", AttributeValue.fromS("{\"specversion\":\"1.0\",\"broken"));
            system.aws()
                    .dynamoDb()
                    .putItem(put -> put.tableName(system.output(table)).item(broken));

            var orderId = system.placed(anOrderFor(Channel.STORE));

            system.awaitState(orderId, "CONFIRMED", SOON);
            var told = await().atMost(SOON)
                    .until(() -> receive(system, relay + "FailureQueueUrl"), Optional::isPresent)
                    .orElseThrow();
            // The relay's first try passed over the record, so that nothing waited for a second one.
            assertThat(receive(system, relay + "FailureQueueUrl")).isEmpty();
            var failure = JSON.readTree(told.body());
            assertThat(failure.path("type").asText()).isEqualTo("relay-failure.v1");
            assertThat(failure.path("table").asText()).isEqualTo(system.output(table));
            assertThat(failure.path("reason").asText()).isEqualTo("UNREADABLE");
            assertThat(failure.path("eventId").asText()).isEqualTo(id + "#1");
            assertThat(failure.path("sequenceNumber").asText()).isNotEmpty();
            var change = failure.path("record").path("dynamodb");
            assertThat(change.path("Keys").path(key).path("S").asText()).isEqualTo(id);
            assertThat(change.path("NewImage").path("event").path("S").asText())
                    .isEqualTo(broken.get("event").s());

            // Sent back: once the event is mended, the record goes through the relay as it is.
            var sound = events.eventsOf(orderId).getFirst();
            var function = failure.path("function").asText();
            var answer = invoke(system, function, sentBack(failure.path("record"), sound));

            assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(events.eventsOf(orderId))
                            .filteredOn(sound::equals)
                            .hasSize(2));
        } finally {
            system.aws()
                    .dynamoDb()
                    .deleteItem(delete -> delete.tableName(system.output(table)).key(keys));
        }
    }

    @Test
    @Needs(Ability.RECORDS)
    void nothing_of_a_poisoned_message_is_in_any_log(OrderSystem system) {
        var marker = "secret" + UUID.randomUUID().toString().replace("-", "");
        var example = PlacedOrder.in(system);
        var bodies = poisoned(example.event(), marker);
        var queues = Map.of(
                "AssignOrder", "message unreadable",
                "ApplyChannelOutcome", "message unreadable",
                "FulfilExpressOrder", "message unreadable");
        queues.keySet().forEach(function -> bodies.forEach(body -> system.send(function + "QueueUrl", body)));
        bodies.forEach(body -> system.send("PayoutsQueueUrl", body));
        var type = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(OrderEventType.PLACED.wireName())
                .build();
        bodies.forEach(body -> system.aws()
                .sns()
                .publish(publish -> publish.topicArn(system.output("OrderEventsTopicArn"))
                        .message(body)
                        .messageAttributes(Map.of("type", type))));
        for (var function : List.of("ManageSlot", "NotifyPartner", "DrainPayouts")) {
            bodies.stream().filter(PoisonIT::isJson).forEach(body -> invoke(system, physicalName(function), body));
            invoke(system, physicalName(function), "{}");
        }
        bodies.forEach(body -> system.place(UUID.randomUUID().toString(), body));
        store(system, marker, bodies);

        queues.forEach((function, line) -> await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(occurrences(function, line)).isGreaterThanOrEqualTo(bodies.size() / 2)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(occurrences("PublishOrderEvents", "record passed over"))
                        .isGreaterThanOrEqualTo(bodies.size()));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(occurrences("CountOrderEvents", "event unreadable"))
                        .isPositive());
        assertThat(occurrences("DrainPayouts", "message left in the queue")).isPositive();

        assertThat(logs()).isNotEmpty().allSatisfy(log -> assertThat(text(log)).doesNotContain(marker));
        queues.keySet()
                .forEach(function ->
                        List.of("QueueUrl", "DeadLetterQueueUrl").forEach(queue -> purge(system, function + queue)));
        purge(system, "PayoutsQueueUrl");
        purge(system, "PublishOrderEventsFailureQueueUrl");
    }

    /**
     * The marker wherever a customer's data may be: a text, a name, a number, a type, a date, or beside a syntax error.
     */
    private static List<String> poisoned(String event, String marker) {
        return List.of(
                marker,
                "{\"" + marker,
                "{\"" + marker + "\":" + marker + "}",
                event.replaceFirst("\"version\":1", "\"version\":\"" + marker + "\""),
                event.replaceFirst("\"version\":1", "\"version\" " + marker),
                event.replaceFirst("\"version\":1", "\"" + marker + "\":" + marker),
                event.replaceFirst("\"customerId\":", "\"customerId\":" + marker + ","),
                event.replaceFirst("\"state\":\"PLACED\"", "\"state\":\"" + marker + "\""),
                event.replaceFirst("\"currency\":\"EUR\"", "\"currency\":\"" + marker + "\""),
                event.replaceFirst("\"placedAt\":\"", "\"placedAt\":\"" + marker),
                event.replaceFirst("\"time\":\"", "\"time\":\"" + marker),
                event.replaceFirst("\"type\":\"order.placed.v1\"", "\"type\":\"" + marker + "\""),
                event.replaceFirst("\"type\":\"order.placed.v1\"", "\"type\":\"order.placed." + marker + "\""),
                event.replaceFirst("\"data\":", "\"" + marker + "\":" + "[".repeat(NESTED) + ",\"data\":"));
    }

    private static void store(OrderSystem system, String marker, List<String> events) {
        events.forEach(event -> system.aws()
                .dynamoDb()
                .putItem(put -> put.tableName(system.output("OrdersTableName"))
                        .item(Map.of(
                                "orderId",
                                        AttributeValue.fromS(UUID.randomUUID().toString()),
                                "eventId", AttributeValue.fromS(marker),
                                "event", AttributeValue.fromS(event)))));
    }

    private static String sentBack(JsonNode streamRecord, String event) {
        var mended = streamRecord.deepCopy();
        ((ObjectNode) mended.path("dynamodb").path("NewImage").path("event")).put("S", event);
        return JSON.createObjectNode()
                .set("Records", JSON.createArrayNode().add(mended))
                .toString();
    }

    private static String invoke(OrderSystem system, String function, String payload) {
        return system.aws()
                .lambda()
                .invoke(invoke ->
                        invoke.functionName(function).qualifier("live").payload(SdkBytes.fromUtf8String(payload)))
                .payload()
                .asString(StandardCharsets.UTF_8);
    }

    /** Lambda itself takes no other payload. */
    private static boolean isJson(String text) {
        try {
            JSON.readTree(text);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static Optional<Message> receive(OrderSystem system, String queueOutput) {
        var queueUrl = system.output(queueOutput);
        var message = system
                .aws()
                .sqs()
                .receiveMessage(receive -> receive.queueUrl(queueUrl).waitTimeSeconds(1))
                .messages()
                .stream()
                .findFirst();
        message.ifPresent(found -> system.aws()
                .sqs()
                .deleteMessage(delete -> delete.queueUrl(queueUrl).receiptHandle(found.receiptHandle())));
        return message;
    }

    private static void purge(OrderSystem system, String queueOutput) {
        system.aws().sqs().purgeQueue(purge -> purge.queueUrl(system.output(queueOutput)));
    }

    private static String physicalName(String function) {
        return EngineKind.chosen().stage() + "-" + function;
    }

    private static long occurrences(String function, String line) {
        return logs().stream()
                .filter(log -> log.toString().contains("/" + physicalName(function) + "/"))
                .mapToLong(log ->
                        text(log).lines().filter(one -> one.contains(line)).count())
                .sum();
    }

    /** What every function wrote on the local engine. */
    private static List<Path> logs() {
        var folder = new DemoStage.FewTries().logs();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
