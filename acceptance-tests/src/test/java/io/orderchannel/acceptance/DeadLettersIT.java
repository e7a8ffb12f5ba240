package io.orderchannel.acceptance;

import static io.orderchannel.acceptance.system.Orders.anOrderOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.acceptance.engine.Ability;
import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.Limits;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.TopicTap;
import faas.cli.Main;
import faas.cli.engine.EngineConnection;
import io.orderchannel.acceptance.cli.CommandLineRun;
import io.orderchannel.acceptance.cli.KillingProxy;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.acceptance.system.PlacedOrder;
import io.orderchannel.acceptance.system.Slots;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.order.Channel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What was given up is seen, mended and sent back by {@code ./faas dlq}, each to its end once. */
@Order(5)
@RunsOn(DemoStage.FewTries.class)
class DeadLettersIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofMinutes(1);

    /** Tries of 13 s each, and cold starts. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(3);

    /** A state that no version of the code knows. */
    private static final AttributeValue BROKEN = AttributeValue.fromS("BROKEN");

    @TempDir
    Path folder;

    /** Where a message is given up, why, and how that is mended. */
    enum Poison {
        /** The order's assignment is there and cannot be read. */
        QUEUE("AssignOrder-dlq", "message of queue demo-AssignOrder", "attribute channel is missing", "CONFIRMED") {
            @Override
            String poison(OrderSystem system, PlacedOrder example) {
                var orderId = example.copiedTo(system);
                system.aws()
                        .dynamoDb()
                        .putItem(put -> put.tableName(system.output("ChannelsTableName"))
                                .item(Map.of(
                                        "pk", AttributeValue.fromS("ASSIGNMENT#" + orderId),
                                        "orderId", AttributeValue.fromS(orderId),
                                        "state", BROKEN)));
                system.send("AssignOrderQueueUrl", example.eventOf(orderId));
                return orderId;
            }

            @Override
            void mend(OrderSystem system, PlacedOrder example, String orderId) {
                system.aws()
                        .dynamoDb()
                        .deleteItem(delete -> delete.tableName(system.output("ChannelsTableName"))
                                .key(Map.of("pk", AttributeValue.fromS("ASSIGNMENT#" + orderId))));
            }
        },

        /** The partner does not answer its first call, and there is no second one. */
        CALL("NotifyPartner-failures", "asynchronous call of demo-NotifyPartner", "expected 2xx", "DELIVERED") {
            @Override
            String poison(OrderSystem system, PlacedOrder example) {
                return system.placed(anOrderOf("PARTNER-FAILS-ONCE", Channel.STORE));
            }

            @Override
            void mend(OrderSystem system, PlacedOrder example, String orderId) {
                // The partner is up again by itself.
            }
        },

        /** The assignment that a timer is about cannot be read. */
        STREAM(
                "ReleaseExpiredReservations-failures",
                "records of the stream of demo-channels",
                "IllegalArgumentException",
                "RELEASED") {
            @Override
            String poison(OrderSystem system, PlacedOrder example) {
                var orderId = UUID.randomUUID().toString().replace("-", "");
                Slots.ask(system, SlotCommand.Action.RESERVE, orderId);
                setState(system, orderId, BROKEN);
                system.aws()
                        .dynamoDb()
                        .deleteItem(delete -> delete.tableName(system.output("ChannelsTableName"))
                                .key(Map.of("pk", AttributeValue.fromS("expiry#" + orderId))));
                return orderId;
            }

            @Override
            void mend(OrderSystem system, PlacedOrder example, String orderId) {
                setState(system, orderId, AttributeValue.fromS("HELD"));
            }

            @Override
            String state(OrderSystem system, String orderId) {
                return system.tables().assignmentStateOf(orderId);
            }
        },

        /** The event that an order carries is cut off. */
        RELAY("PublishOrderEvents-failures", "passed over by the relay", "UNREADABLE", "CONFIRMED") {
            @Override
            String poison(OrderSystem system, PlacedOrder example) {
                var orderId = example.copiedTo(system);
                setEvent(system, orderId, "{\"specversion\":\"1.0\",\"broken");
                return orderId;
            }

            @Override
            void mend(OrderSystem system, PlacedOrder example, String orderId) {
                setEvent(system, orderId, example.eventOf(orderId));
            }
        };

        final String queue;
        final String was;
        final String cause;
        final String end;

        Poison(String queue, String was, String cause, String end) {
            this.queue = queue;
            this.was = was.replace("demo-", EngineKind.chosen().stage() + "-");
            this.cause = cause;
            this.end = end;
        }

        /** Returns the order that it is about. */
        abstract String poison(OrderSystem system, PlacedOrder example);

        abstract void mend(OrderSystem system, PlacedOrder example, String orderId);

        /** Whether redrive sees that the cause is still there. */
        boolean tellsAtOnce() {
            return this == STREAM || this == RELAY;
        }

        /**
         * Whether the message still holds what was mended in the table. Once the item has changed, only the message
         * holds the event, and its repeat comes back.
         */
        boolean isMendedInItsItem() {
            return this == RELAY;
        }

        String state(OrderSystem system, String orderId) {
            return system.order(orderId).path("state").asText();
        }
    }

    /** One record of a stream is given up for itself where a batch that fails is split. */
    private static Stream<Poison> kinds() {
        boolean splits = Limits.of(EngineKind.chosen(), Ability.BISECT).isEmpty();
        return Stream.of(Poison.values()).filter(kind -> splits || kind != Poison.STREAM);
    }

    /** Orders of one kind: the message of one is redriven, the redrive of the other is killed in the middle. */
    private record Pair(Poison poison, String plain, String killed) {}

    /** The message whose redrive was killed: a killed run hides it for a while. */
    private record Hidden(Poison poison, String id) {}

    @Test
    void each_kind_is_shown_with_its_cause_and_redriven_to_its_end_once_even_if_killed(OrderSystem system)
            throws IOException {
        try (var orderEvents = TopicTap.on(system, "OrderEventsTopicArn");
                var channelEvents = TopicTap.on(system, "ChannelEventsTopicArn")) {
            var example = PlacedOrder.in(system);
            // Step by step for all kinds, since most of the time is what passes until messages are given up, and until
            // those that a killed run held come into sight.
            var pairs = kinds().map(
                            poison -> new Pair(poison, poison.poison(system, example), poison.poison(system, example)))
                    .toList();
            for (var pair : pairs) {
                awaitGivenUpWithItsCause(pair, system);
            }
            var hidden = new ArrayList<Hidden>();
            for (var pair : pairs) {
                hidden.add(mendAndRedriveOneAndKillTheOther(pair, example, system));
            }
            for (var one : hidden) {
                redriveWhatWasKilled(one, system);
            }

            await().atMost(SOON)
                    .until(() -> system.isQueueEmpty("AssignOrderQueueUrl")
                            && system.isQueueEmpty("ApplyChannelOutcomeQueueUrl"));
            for (var pair : pairs) {
                awaitEnd(pair.poison(), pair.killed(), system);
                assertSameEventsOnce(pair, orderEvents, pair.poison() == Poison.CALL);
                assertSameEventsOnce(pair, channelEvents, false);
            }
            system.tables().assertSlotsAddUp();
        }
    }

    private void awaitGivenUpWithItsCause(Pair pair, OrderSystem system) {
        var poison = pair.poison();
        var orderIds = List.of(pair.plain(), pair.killed());
        await(poison.queue)
                .atMost(GIVEN_UP)
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> orderIds.stream().allMatch(orderId -> find(show(system, poison.queue), orderId) != null));
        assertThat(run(0, system, "dlq")).containsPattern(poison.queue + " +2 +0 ");
        assertThat(orderIds).allSatisfy(orderId -> {
            var shown = letter(system, poison, orderId);
            assertThat(shown.path("was").asText()).contains(poison.was);
            assertThat(shown.path("log").asText() + shown.path("reason").asText())
                    .contains(poison.cause);
            assertThat(shown.path("redriveTo").asText()).isNotEmpty();
        });
        assertThat(run(0, system, "dlq", "redrive", poison.queue, "--dry-run")).contains("2 would be redriven");
        if (poison.tellsAtOnce()) {
            assertThat(run(1, system, "dlq", "redrive", poison.queue)).containsPattern("2 kept|2 came back");
        }
        assertThat(show(system, poison.queue)).hasSize(2);
    }

    private Hidden mendAndRedriveOneAndKillTheOther(Pair pair, PlacedOrder example, OrderSystem system)
            throws IOException {
        var poison = pair.poison();
        poison.mend(system, example, pair.plain());
        poison.mend(system, example, pair.killed());
        assertThat(run(0, system, "dlq", "redrive", poison.queue, "--ids", id(system, poison, pair.plain())))
                .contains("1 redriven");
        assertThat(show(system, poison.queue)).hasSize(1);
        awaitEnd(poison, pair.plain(), system);

        var hidden = new Hidden(poison, id(system, poison, pair.killed()));
        killBeforeDelete(system, poison.queue, hidden.id());
        awaitEnd(poison, pair.killed(), system);
        return hidden;
    }

    private void redriveWhatWasKilled(Hidden hidden, OrderSystem system) {
        var queue = hidden.poison().queue;
        if (hidden.poison().isMendedInItsItem()) {
            assertThat(run(1, system, "dlq", "redrive", queue, "--ids", hidden.id()))
                    .contains("1 redriven, 1 came back at once");
            run(0, system, "dlq", "drop", queue, "--all", "--to", folder.resolve("repeat") + "");
        } else {
            assertThat(run(0, system, "dlq", "redrive", queue, "--ids", hidden.id()))
                    .contains("1 redriven");
        }
        assertThat(show(system, queue)).isEmpty();
    }

    private static void assertSameEventsOnce(Pair pair, TopicTap tap, boolean mayOvertake) {
        await().atMost(SOON).untilAsserted(() -> {
            if (mayOvertake) {
                // An outcome that overtakes others takes several states at once and is one event.
                assertThat(tap.eventTypesOf(pair.killed()))
                        .doesNotHaveDuplicates()
                        .contains("order.placed.v1", "order.delivered.v1")
                        .isSubsetOf("order.placed.v1", "order.confirmed.v1", "order.shipped.v1", "order.delivered.v1");
            } else {
                assertThat(tap.eventIdsOf(pair.killed())).hasSameSizeAs(tap.eventIdsOf(pair.plain()));
            }
        });
        assertThat(tap.eventsOf(pair.plain())).hasSameSizeAs(tap.eventIdsOf(pair.plain()));
    }

    @Test
    void a_whole_dead_letter_queue_goes_back_to_its_queue(OrderSystem system) {
        var example = PlacedOrder.in(system);
        var orderIds = Stream.generate(() -> example.copiedTo(system)).limit(3).toList();
        orderIds.forEach(orderId -> system.send("AssignOrderDeadLetterQueueUrl", example.eventOf(orderId)));

        assertThat(run(0, system, "dlq", "redrive", "AssignOrder-dlq")).contains("3 redriven");

        orderIds.forEach(orderId -> system.awaitState(orderId, "CONFIRMED", SOON));
        assertThat(show(system, "AssignOrder-dlq")).isEmpty();
    }

    @Test
    void what_a_topic_could_not_deliver_goes_to_the_queue_that_it_was_for(OrderSystem system) {
        var example = PlacedOrder.in(system);
        var orderId = example.copiedTo(system);
        system.send("AssignOrderSubscriptionDeadLetterQueueUrl", example.eventOf(orderId));

        assertThat(run(0, system, "dlq", "show", "AssignOrder-subscription-dlq"))
                .containsPattern("message of topic \\S+-order-events to queue \\S+-AssignOrder\\b")
                .contains("not delivered");
        assertThat(run(0, system, "dlq", "redrive", "AssignOrder-subscription-dlq"))
                .containsPattern("sent to queue \\S+-AssignOrder\n1 redriven");

        system.awaitState(orderId, "CONFIRMED", SOON);
        assertThat(show(system, "AssignOrder-subscription-dlq")).isEmpty();
    }

    @Test
    void dropped_messages_are_in_a_file_that_only_its_owner_reads(OrderSystem system) throws IOException {
        Stream.of("keep me", "drop me", "drop me too")
                .forEach(body -> system.send("NotifyPartnerFailureQueueUrl", body));
        var file = folder.resolve("dropped.jsonl");

        assertThat(run(1, system, "dlq", "redrive", "NotifyPartner-failures"))
                .contains("neither a record of Lambda nor of a relay", "0 redriven, 3 kept");
        assertThat(run(0, system, "dlq", "drop", "NotifyPartner-failures", "--match", "drop me", "--to", file + ""))
                .contains("2 dropped");

        assertThat(Files.readAllLines(file))
                .extracting(line -> parsed(line).path("body").asText())
                .containsExactlyInAnyOrder("drop me", "drop me too");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(refused(system, "dlq", "drop", "NotifyPartner-failures", "--all", "--to", file + ""))
                .startsWith("faas: --to " + file + ": exists already; nothing was dropped");
        assertThat(refused(system, "dlq", "drop", "NotifyPartner-failures", "--ids", "m1", "--to", file + ""))
                .startsWith("faas: --ids m1: no such message in the queue now");
        assertThat(refused(system, "dlq", "redrive", "NotifyPartner-failures", "--ids", "m1"))
                .startsWith("faas: --ids m1: no such message in the queue now");
        for (var verb : List.of("show", "redrive")) {
            assertThat(refused(system, "dlq", verb, "NotifyPartner"))
                    .startsWith("faas: queue NotifyPartner: expected one of ")
                    .contains("-AssignOrder-dlq, ");
        }
        assertThat(show(system, "NotifyPartner-failures"))
                .extracting(message -> message.path("body").asText())
                .containsExactly("keep me");

        run(0, system, "dlq", "drop", "NotifyPartner-failures", "--all", "--to", folder.resolve("rest") + "");
    }

    private static void awaitEnd(Poison poison, String orderId, OrderSystem system) {
        await().atMost(GIVEN_UP)
                .untilAsserted(() -> assertThat(poison.state(system, orderId)).isEqualTo(poison.end));
    }

    /** The message is sent, and the process dies before it deletes it here. */
    private void killBeforeDelete(OrderSystem system, String queue, String id) throws IOException {
        var engine = system.engine().connection();
        try (var proxy = KillingProxy.before(engine.endpoint(), "AmazonSQS.DeleteMessage");
                var run = CommandLineRun.start(
                        folder,
                        onEngine(
                                new EngineConnection(proxy.address(), engine.caller(), engine.outputs()),
                                "dlq",
                                "redrive",
                                queue,
                                "--ids",
                                id))) {
            proxy.kill(run);
            assertThat(run.exitCode()).as(run.err()).isEqualTo(128 + 9);
        }
    }

    private String id(OrderSystem system, Poison poison, String orderId) {
        return letter(system, poison, orderId).path("id").asText();
    }

    private JsonNode letter(OrderSystem system, Poison poison, String orderId) {
        var all = show(system, poison.queue);
        return Objects.requireNonNull(find(all, orderId), () -> orderId + " in " + all);
    }

    private static @Nullable JsonNode find(JsonNode letters, String orderId) {
        for (var letter : letters) {
            if ((letter.path("body").asText() + letter.path("payload").asText()).contains(orderId)) {
                return letter;
            }
        }
        return null;
    }

    private JsonNode show(OrderSystem system, String queue) {
        return parsed(run(0, system, "dlq", "show", queue, "--json"));
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    private String run(int code, OrderSystem system, String... arguments) {
        var said = execute(system, arguments);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(code);
        return said.out();
    }

    private String refused(OrderSystem system, String... arguments) {
        var said = execute(system, arguments);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).hasLineCount(1);
        return said.err();
    }

    private record Said(int code, String out, String err) {}

    private Said execute(OrderSystem system, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                onEngine(system.engine().connection(), arguments));
        return new Said(code, out.toString(), err.toString());
    }

    private String[] onEngine(EngineConnection engine, String... arguments) {
        var connection =
                EngineKind.chosen() == EngineKind.LOCAL ? engine.withLogs(new DemoStage.FewTries().logs()) : engine;
        try {
            var file = Files.writeString(folder.resolve("connection.json"), connection.toJson());
            return Stream.concat(Arrays.stream(arguments), Stream.of("--connection", file.toString()))
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void setState(OrderSystem system, String orderId, AttributeValue state) {
        system.aws()
                .dynamoDb()
                .updateItem(update -> update.tableName(system.output("ChannelsTableName"))
                        .key(Map.of("pk", AttributeValue.fromS("ASSIGNMENT#" + orderId)))
                        .updateExpression("SET #state = :state")
                        .expressionAttributeNames(Map.of("#state", "state"))
                        .expressionAttributeValues(Map.of(":state", state)));
    }

    /** The id stays the same: the relay takes it for the event that it knows. */
    private static void setEvent(OrderSystem system, String orderId, String event) {
        var key = Map.of("orderId", AttributeValue.fromS(orderId));
        system.aws()
                .dynamoDb()
                .updateItem(update -> update.tableName(system.output("OrdersTableName"))
                        .key(key)
                        .updateExpression("SET event = :event, eventId = :id")
                        .expressionAttributeValues(Map.of(
                                ":event", AttributeValue.fromS(event), ":id", AttributeValue.fromS(orderId + "#1"))));
    }
}
