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
import faas.cli.engine.Bill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/**
 * SNS → SQS → function beside SNS → function, on the same events at the same time, with the same faults: a tenth of the
 * events fails at its first try, and two invocations at one time are fewer than the burst needs within a minute, which
 * is the maximum age of an event that no queue keeps. Its name keeps it out of the suite, since it takes two minutes:
 * {@code ./faas test DeliveryMeasurement} runs it.
 */
@Needs(Ability.RECORDS)
@RunsOn(ProbeApp.class)
class DeliveryMeasurement {

    private static final long SEED = 20_260_101;
    private static final int EVENTS = 500;
    private static final int ONE_IN = 10;
    private static final int PUBLISHED_AT_ONCE = 10;
    private static final long LATE_MILLIS = 60_000;
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What became of the events on one way. */
    private record Way(
            long tried, long failedTries, long done, long late, long slowestMillis, long deadLettered, Bill bill) {}

    @Test
    void what_each_way_loses_and_costs(DeployedSystem system) throws IOException {
        var random = new Random(SEED);
        var ids = IntStream.range(0, EVENTS).mapToObj(n -> "event-" + n).toList();
        var events = ids.stream()
                .map(id -> (random.nextInt(ONE_IN) == 0 ? "fail-once " : "work ") + id)
                .toList();
        long toFail =
                events.stream().filter(event -> event.startsWith("fail-once")).count();
        var begun = Instant.now();
        publish(system, events);
        long published = System.currentTimeMillis();

        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> done(system, "BehindQueue").size() == EVENTS
                        && records(system, "OnTopic").path("asyncPending").asLong() == 0);

        var queue = way(system, "BehindQueue", begun, published);
        var topic = way(system, "OnTopic", begun, published);
        System.out.printf(
                """
                %nSeed %d: %d events at once, %d of them fail at their first try, two invocations at one time

                                              SNS to SQS to function   SNS to function
                tried                  %30d%18d
                failed tries           %30d%18d
                took effect            %30d%18d
                lost                   %30d%18d
                later than a minute    %30d%18d
                the last after, s      %30.1f%18.1f
                invocations            %30d%18d
                billed, s              %30.1f%18.1f
                %n""",
                SEED,
                EVENTS,
                toFail,
                queue.tried(),
                topic.tried(),
                queue.failedTries(),
                topic.failedTries(),
                queue.done(),
                topic.done(),
                EVENTS - queue.done(),
                EVENTS - topic.done(),
                queue.late(),
                topic.late(),
                queue.slowestMillis() / 1e3,
                topic.slowestMillis() / 1e3,
                queue.bill().invocations(),
                topic.bill().invocations(),
                queue.bill().billed().toMillis() / 1e3,
                topic.bill().billed().toMillis() / 1e3);

        assertThat(queue.deadLettered()).isZero();
        assertThat(queue.failedTries()).isGreaterThanOrEqualTo(toFail);
        assertThat(topic.failedTries()).as("each failure is a loss").isEqualTo(topic.tried() - topic.done());
        assertThat(EVENTS - topic.tried()).as("too old when their turn came").isPositive();
        assertThat(records(system, "OnTopic").path("asyncDropped").asLong()).isEqualTo(EVENTS - topic.done());
    }

    private static Way way(DeployedSystem system, String function, Instant begun, long published) throws IOException {
        var effects = effects(system, function);
        var delays = done(system, function).stream()
                .mapToLong(effect -> number(effect, "doneAt") - published)
                .toArray();
        long tries =
                effects.stream().mapToLong(effect -> number(effect, "tries")).sum();
        return new Way(
                effects.size(),
                tries - delays.length,
                delays.length,
                Arrays.stream(delays).filter(delay -> delay > LATE_MILLIS).count(),
                Arrays.stream(delays).max().orElse(0),
                system.engine().records().deadLettered(),
                Bill.read(new ProbeApp().logs().resolve(ProbeApp.STAGE.physicalName(function)), begun));
    }

    private static void publish(DeployedSystem system, List<String> events) {
        var type = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(ProbeApp.COUNTED)
                .build();
        for (int from = 0; from < events.size(); from += PUBLISHED_AT_ONCE) {
            List<PublishBatchRequestEntry> entries = new ArrayList<>();
            for (var event : events.subList(from, Math.min(events.size(), from + PUBLISHED_AT_ONCE))) {
                entries.add(PublishBatchRequestEntry.builder()
                        .id("m" + entries.size())
                        .message(event)
                        .messageAttributes(Map.of("type", type))
                        .build());
            }
            var result = system.aws()
                    .sns()
                    .publishBatch(batch ->
                            batch.topicArn(system.output("ProbeTopicArn")).publishBatchRequestEntries(entries));
            assertThat(result.failed()).isEmpty();
        }
    }

    private static List<Map<String, AttributeValue>> done(DeployedSystem system, String function) {
        return effects(system, function).stream()
                .filter(effect -> effect.containsKey("doneAt"))
                .toList();
    }

    private static List<Map<String, AttributeValue>> effects(DeployedSystem system, String function) {
        return system.scan("EffectsTableName").stream()
                .filter(effect ->
                        String.valueOf(effect.get("pk")).contains(ProbeApp.STAGE.physicalName(function) + "#"))
                .toList();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        var value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    /** What the local engine recorded of events that it took for a function. */
    private static JsonNode records(DeployedSystem system, String function) {
        try (var in = system.engine()
                .connection()
                .endpoint()
                .resolve("/_local-cloud/records")
                .toURL()
                .openStream()) {
            for (var found : JSON.readTree(in).path("functions")) {
                if (found.path("name").asText().equals(function)) {
                    return found;
                }
            }
            throw new IllegalStateException("the engine has no function " + function);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
