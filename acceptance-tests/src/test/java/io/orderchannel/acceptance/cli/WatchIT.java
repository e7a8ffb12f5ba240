package io.orderchannel.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Variation;
import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import faas.cli.engine.EngineRecords;
import faas.cli.schedule.Schedules;
import io.orderchannel.acceptance.system.Orders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** {@code up --watch}, on a copy of the sources. Each test changes other files, and none what the others rely on. */
@Order(7)
@TestInstance(Lifecycle.PER_CLASS)
class WatchIT {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final int INTERRUPTED = 128 + 2;

    private ProjectCopy project;
    private CommandLineRun up;
    private EngineConnection engine;

    @BeforeAll
    void start(@TempDir Path root, @TempDir Path output) throws IOException {
        project = ProjectCopy.in(root.toRealPath());
        up = CommandLineRun.start(project.root(), output, "up", "--watch", "--json");
        up.awaitOut("\n");
        engine = EngineConnection.parse(up.out().lines().findFirst().orElseThrow());
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        try (var run = up) {
            run.signal("INT");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(INTERRUPTED);
            run.assertNothingLeft();
        }
        project.delete();
    }

    @Test
    void a_changed_line_is_what_the_next_invocation_runs() throws IOException {
        assertThat(get("none").body()).contains("there is no order of this id");

        project.change("GetOrderHandler.java", "there is no order of this id", "no such order");

        await().atMost(SOON).pollInterval(OFTEN).until(() -> {
            var answer = get("none");
            // Not one request fails meanwhile.
            assertThat(answer.statusCode()).isEqualTo(404);
            return answer.body().contains("no such order");
        });
    }

    @Test
    void messages_that_wait_in_a_queue_are_worked_by_the_new_code() throws Exception {
        var example =
                Variation.ROOT.resolve("events-schema/src/main/resources/channel/examples/channel.delivered.v1.json");
        try (var sqs = AwsClients.sqs(engine);
                var schedules = new Schedules(engine);
                var _ = schedules.stop("MeasurePayoutLag")) {
            var queue = engine.output("PayoutsQueueUrl");
            sqs.sendMessage(send -> send.queueUrl(queue).messageBody(read(example)));

            changeUntilTold(
                    "channel-context: new code for ",
                    "DrainPayoutsHandler.java",
                    ".put(\"stored\", drained.stored())",
                    ".put(\"new\", drained.stored())");

            var waiting = sqs.getQueueAttributes(get ->
                            get.queueUrl(queue).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .attributes();
            assertThat(waiting).containsValue("1");
            assertThat(schedules.fire("DrainPayouts"))
                    .extracting(Schedules.Fired::answer)
                    .containsExactly("{\"new\":1,\"emptied\":true}");
        }
    }

    @Test
    void a_syntax_error_is_told_as_the_compiler_does_and_the_old_code_goes_on_until_it_is_mended() throws IOException {
        var order = place();
        assertThat(get(order).body()).contains("\"version\":");

        changeUntilTold(
                "order-context: does not compile, the system stays as it was",
                "GetOrderHandler.java",
                ".put(\"version\", order",
                ".put(\"revision\" order");

        assertThat(up.err())
                .containsPattern(
                        "order-context/src/main/java/io/orderchannel/order/handler/GetOrderHandler.java:\\d+: error: .*\n {16}.put\\(\"revision\" order.*\n +\\^");
        assertThat(get(order).body()).contains("\"version\":");

        project.change("GetOrderHandler.java", "\"revision\" order", "\"revision\", order");
        await().atMost(SOON).pollInterval(OFTEN).until(() -> get(order).body().contains("\"revision\":"));
    }

    @Test
    void nothing_finds_a_renamed_class_by_its_old_name() throws IOException {
        var old = project.source("EventCounts.java");

        Files.move(old, old.resolveSibling("EventTally.java"));
        changeUntilTold(
                "symbol:   class EventCounts", "EventTally.java", "interface EventCounts", "interface EventTally");

        project.change("CountOrderEvents.java", "EventCounts counts", "EventTally counts");
        project.change("DynamoDbEventCounts.java", "application.EventCounts", "application.EventTally");
        changeUntilTold(
                "channel-context: new code for ",
                "DynamoDbEventCounts.java",
                "implements EventCounts",
                "implements EventTally");
    }

    @Test
    void a_changed_batch_size_counts_and_a_new_function_needs_a_new_start() throws IOException, InterruptedException {
        changeUntilTold(
                "infra-cdk: AssignOrder: batch size 10 -> 1",
                "ChannelPolicies.java",
                "BatchPolicy.of(10, Duration.ofSeconds(1))",
                "BatchPolicy.of(1, Duration.ZERO)");

        var before = assignOrder();
        IntStream.range(0, 12).parallel().forEach(_ -> place());
        await().atMost(SOON).until(() -> assignOrder().events() >= before.events() + 12);
        assertThat(assignOrder().invocations()).isGreaterThanOrEqualTo(before.invocations() + 12);

        // The dashboard's flow names the function, too.
        project.change("OrderChannel.java", "\"ExpireStaleOrders\"", "\"ExpireOldOrders\"");
        changeUntilTold(
                "infra-cdk: the engine starts anew, without data and with new URLs and keys, for these changes:\n  function ExpireOldOrders: new\n",
                "OrderStack.java",
                "\"ExpireStaleOrders\"",
                "\"ExpireOldOrders\"");

        await().atMost(SOON).until(() -> up.out().lines().count() == 2);
        var next = EngineConnection.parse(up.out().lines().toList().getLast());
        assertThat(next.endpoint()).isEqualTo(engine.endpoint());
        assertThat(next.outputs()).containsKey("ExpireOldOrdersRuleName");
        engine = next;
        assertThat(get("none").statusCode()).isEqualTo(404);
    }

    private EngineRecords.Function assignOrder() throws IOException, InterruptedException {
        return EngineRecords.fetch(engine.endpoint()).functions().stream()
                .filter(function -> function.name().equals("AssignOrder"))
                .findFirst()
                .orElseThrow();
    }

    /** Changes a source, and waits until standard error has that text after what it has now. */
    private void changeUntilTold(String told, String source, String from, String to) throws IOException {
        int before = up.err().length();
        project.change(source, from, to);
        await().atMost(SOON)
                .pollInterval(OFTEN)
                .untilAsserted(() -> assertThat(up.err().substring(before)).contains(told));
    }

    private HttpResponse<String> get(String orderId) {
        return send("GET", URI.create(engine.output("GetOrderUrl")).resolve("/orders/" + orderId), Map.of(), "");
    }

    private String place() {
        var headers = Map.of("Content-Type", "application/json", "Idempotency-Key", Orders.aKey());
        var answer =
                send("POST", URI.create(engine.output("PlaceOrderUrl")).resolve("/orders"), headers, Orders.anOrder());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("location").orElseThrow().replaceFirst(".*/", "");
    }

    private HttpResponse<String> send(String method, URI url, Map<String, String> headers, String body) {
        try (var http = engine.http()) {
            return http.send(method, url, headers, body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
