package faas.kit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.events.EventData;
import faas.events.EventType;
import faas.events.NotTakenException;
import faas.kit.TestInvocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsBatchTest {
    /** An event about a number. */
    private record Counted(int value) implements EventData {
        private enum Type implements EventType {
            EVEN,
            ODD;

            @Override
            public String wireName() {
                return this == EVEN ? "even.v1" : "odd.v1";
            }

            @Override
            public String source() {
                return "/numbers";
            }
        }

        @Override
        public EventType type() {
            return value % 2 == 0 ? Type.EVEN : Type.ODD;
        }

        @Override
        public String aggregateId() {
            return Integer.toString(value);
        }

        @Override
        public long version() {
            return 1;
        }

        @Override
        public String subject() {
            return aggregateId();
        }
    }

    private static CloudEvent decode(String body) {
        if (body.startsWith("letter")) {
            throw new NotTakenException("letter.sent.v1");
        }
        if (body.startsWith("[")) {
            throw new StackOverflowError();
        }
        if (body.startsWith("memory")) {
            throw new OutOfMemoryError("planted");
        }
        return CloudEvent.of(
                new Counted(Integer.parseInt(body)),
                Instant.EPOCH,
                new EventContext("trace", "correlation-" + body, "cause"));
    }

    private static int number(Message message) {
        return ((Counted) message.event().data()).value();
    }

    private final TestInvocation test = new TestInvocation();
    private final List<Integer> seen = new ArrayList<>();

    @Nested
    class OneByOne {
        @Test
        void nothing_failed_is_an_empty_list() {
            assertThat(failures(oneByOne(message -> seen.add(number(message)), "1", "2")))
                    .isEmpty();
            assertThat(seen).containsExactly(1, 2);
        }

        @Test
        void lines_about_a_message_name_it_and_its_event() {
            oneByOne(message -> message.log().info("invoice sent"), "1");

            assertThat(test.lines().getFirst())
                    .contains(
                            "\"message\":\"invoice sent\"",
                            "\"messageId\":\"m1\"",
                            "\"correlationId\":\"correlation-1\"",
                            "\"eventId\":\"");
        }

        @Test
        void an_empty_batch_is_processed() {
            assertThat(failures(oneByOne(message -> seen.add(number(message))))).isEmpty();
        }

        @Test
        void a_message_that_cannot_be_processed_fails_alone() {
            SQSBatchResponse response = oneByOne(
                    message -> {
                        if (number(message) == 2) {
                            throw new IllegalStateException("table is gone");
                        }
                        seen.add(number(message));
                    },
                    "1",
                    "2",
                    "3");

            assertThat(failures(response)).containsExactly("m2");
            assertThat(seen).containsExactly(1, 3);
            assertThat(test.lines())
                    .singleElement()
                    .asString()
                    .contains("\"messageId\":\"m2\"", "\"correlationId\":\"correlation-2\"", "table is gone");
        }

        @Test
        void an_unreadable_message_fails_alone() {
            SQSBatchResponse response = oneByOne(message -> seen.add(number(message)), "1", "poison", "3");

            assertThat(failures(response)).containsExactly("m2");
            assertThat(seen).containsExactly(1, 3);
            assertThat(test.lines()).singleElement().asString().contains("message unreadable", "\"messageId\":\"m2\"");
        }

        @Test
        void how_long_each_message_took_is_measured_by_its_event_type() {
            oneByOne(
                    message -> {
                        if (number(message) == 3) {
                            throw new IllegalStateException("table is gone");
                        }
                    },
                    "1",
                    "2",
                    "3");
            test.invocation().close();

            assertThat(test.lines())
                    .anyMatch(line ->
                            line.matches(".*\"eventType\":\"odd.v1\".*\"MessageDuration\":\\[[0-9.]+,[0-9.]+\\]\\}"))
                    .anyMatch(
                            line -> line.matches(".*\"eventType\":\"even.v1\".*\"MessageDuration\":\\[[0-9.]+\\]\\}"));
        }

        @Test
        void when_time_is_nearly_over_no_further_message_is_started_and_the_rest_fails() {
            SQSBatchResponse response = oneByOne(
                    message -> {
                        seen.add(number(message));
                        if (number(message) == 2) {
                            test.letTimeRunOut();
                        }
                    },
                    "1",
                    "2",
                    "3",
                    "4");

            assertThat(seen).containsExactly(1, 2);
            assertThat(failures(response)).containsExactly("m3", "m4");
        }
    }

    @Nested
    class Failures {
        @Test
        void an_overflow_of_the_stack_is_the_failure_of_its_message_alone() {
            SQSBatchResponse response = oneByOne(
                    message -> {
                        if (number(message) == 3) {
                            throw new StackOverflowError();
                        }
                        seen.add(number(message));
                    },
                    "1",
                    "[[[",
                    "3",
                    "4");

            assertThat(failures(response)).containsExactly("m2", "m3");
            assertThat(seen).containsExactly(1, 4);
        }

        @Test
        void an_assertion_error_is_the_failure_of_its_message_alone() {
            SQSBatchResponse response = together(
                    (messages, results) -> {
                        results.done(messages.getFirst());
                        throw new AssertionError("planted");
                    },
                    "1",
                    "2");

            assertThat(failures(response)).containsExactly("m2");
        }

        @Test
        void an_error_that_leaves_the_process_unusable_ends_the_invocation() {
            assertThatThrownBy(() -> oneByOne(message -> seen.add(number(message)), "1", "memory"))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> oneByOne(
                            message -> {
                                throw new OutOfMemoryError("planted");
                            },
                            "1"))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> together(
                            (messages, results) -> {
                                throw new OutOfMemoryError("planted");
                            },
                            "1"))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(() -> together(
                            (messages, results) -> results.failed(messages.getFirst(), new OutOfMemoryError("planted")),
                            "1"))
                    .isInstanceOf(OutOfMemoryError.class);
        }

        @Test
        void nothing_of_a_message_is_logged() {
            oneByOne(message -> seen.add(Integer.parseInt("customer-4711")), "customer-4711", "1");

            assertThat(test.lines())
                    .noneMatch(line -> line.contains("customer"))
                    .hasSize(2);
        }
    }

    @Nested
    class NotTaken {
        @Test
        void a_message_that_is_not_taken_is_acknowledged_with_a_warning_and_counted() {
            SQSBatchResponse response = oneByOne(
                    message -> {
                        if (number(message) == 3) {
                            throw new NotTakenException("three.seen.v1");
                        }
                        seen.add(number(message));
                    },
                    "1",
                    "letter",
                    "3",
                    "poison");
            test.invocation().close();

            assertThat(failures(response)).containsExactly("m4");
            assertThat(seen).containsExactly(1);
            assertThat(test.lines())
                    .anyMatch(line -> line.contains("\"level\":\"WARN\"")
                            && line.contains("\"messageId\":\"m2\"")
                            && line.contains("\"type\":\"letter.sent.v1\""))
                    .anyMatch(
                            line -> line.contains("\"level\":\"WARN\"") && line.contains("\"type\":\"three.seen.v1\""))
                    .anyMatch(line -> line.contains("\"MessagesIgnored\":2")
                            && line.contains("\"MessagesProcessed\":1")
                            && line.contains("\"MessagesFailed\":1"));
        }
    }

    @Nested
    class Together {
        @Test
        void the_readable_messages_come_in_one_call() {
            SQSBatchResponse response = together(
                    (messages, results) -> messages.forEach(message -> {
                        seen.add(number(message));
                        results.done(message);
                    }),
                    "1",
                    "poison",
                    "3");

            assertThat(seen).containsExactly(1, 3);
            assertThat(failures(response)).containsExactly("m2");
        }

        @Test
        void a_message_that_nothing_was_said_about_has_failed() {
            SQSBatchResponse response = together((messages, results) -> results.done(messages.get(1)), "1", "2", "3");

            assertThat(failures(response)).containsExactly("m1", "m3");
        }

        @Test
        void what_was_done_before_an_exception_stays_done() {
            SQSBatchResponse response = together(
                    (messages, results) -> {
                        results.done(messages.getFirst());
                        throw new IllegalStateException("table is gone");
                    },
                    "1",
                    "2");

            assertThat(failures(response)).containsExactly("m2");
        }

        @Test
        void the_processor_names_failures_itself() {
            SQSBatchResponse response = together(
                    (messages, results) -> {
                        results.done(messages.get(0));
                        results.failed(messages.get(1), "conflict until the time was over");
                    },
                    "1",
                    "2");

            assertThat(failures(response)).containsExactly("m2");
            assertThat(test.lines()).singleElement().asString().contains("conflict until the time was over");
        }

        @Test
        void a_message_that_failed_after_it_was_done_is_delivered_again() {
            SQSBatchResponse response = together(
                    (messages, results) -> {
                        results.done(messages.get(0));
                        results.failed(messages.get(0), "its partner was not notified");
                        results.done(messages.get(1));
                    },
                    "1",
                    "2");

            assertThat(failures(response)).containsExactly("m1");
        }

        @Test
        void without_time_nothing_is_started() {
            test.letTimeRunOut();

            SQSBatchResponse response = together((messages, results) -> seen.add(0), "1", "2");

            assertThat(seen).isEmpty();
            assertThat(failures(response)).containsExactly("m1", "m2");
        }

        @Test
        void a_batch_of_unreadable_messages_starts_nothing() {
            SQSBatchResponse response = together((messages, results) -> seen.add(0), "poison");

            assertThat(seen).isEmpty();
            assertThat(failures(response)).containsExactly("m1");
        }

        @Test
        void processed_and_failed_messages_are_counted() {
            together((messages, results) -> results.done(messages.getFirst()), "1", "2", "poison");
            test.invocation().close();

            assertThat(test.lines().getLast())
                    .contains("\"MessagesProcessed\":1", "\"MessagesFailed\":2", "\"ColdStarts\":1");
        }
    }

    @Nested
    class OfAFifoQueue {
        private static final String FIFO = "arn:aws:sqs:us-east-1:000000000000:q.fifo";

        @Test
        void after_the_first_failure_of_a_group_its_later_messages_are_given_back_unprocessed() {
            SQSEvent event = inGroups(event("1", "2", "3", "4", "5"), FIFO, "a", "a", "b", "a", "b");

            SQSBatchResponse response = SqsBatch.oneByOne(event, test.invocation(), SqsBatchTest::decode, failingAt(2));

            assertThat(seen).containsExactly(1, 3, 5);
            assertThat(failures(response)).containsExactly("m2", "m4");
        }

        @Test
        void nothing_follows_an_unreadable_message_of_its_group() {
            SQSEvent event = inGroups(event("1", "poison", "3", "4"), FIFO, "a", "a", "b", "a");

            SQSBatchResponse response = SqsBatch.oneByOne(event, test.invocation(), SqsBatchTest::decode, failingAt(0));

            assertThat(seen).containsExactly(1, 3);
            assertThat(failures(response)).containsExactly("m2", "m4");
        }

        @Test
        void processed_together_what_is_after_a_failed_message_of_its_group_comes_again_too() {
            SQSEvent event = inGroups(event("1", "2", "3", "4"), FIFO, "a", "a", "b", "a");

            SQSBatchResponse response =
                    SqsBatch.together(event, test.invocation(), SqsBatchTest::decode, (messages, results) -> {
                        results.done(messages.get(0));
                        results.failed(messages.get(1), "table is gone");
                        results.done(messages.get(2));
                        results.done(messages.get(3));
                    });

            assertThat(failures(response)).containsExactly("m2", "m4");
        }

        @Test
        void groups_of_a_standard_queue_are_for_fairness_and_stop_nothing() {
            SQSEvent event = inGroups(event("1", "2", "3"), "arn:aws:sqs:us-east-1:000000000000:q", "a", "a", "a");

            SQSBatchResponse response = SqsBatch.oneByOne(event, test.invocation(), SqsBatchTest::decode, failingAt(2));

            assertThat(seen).containsExactly(1, 3);
            assertThat(failures(response)).containsExactly("m2");
        }

        @ParameterizedTest(name = "seed {0}")
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        void delivered_again_until_all_are_done_each_group_is_processed_in_order_once(long seed) {
            Random random = new Random(seed);
            Map<String, String> groupOf = new LinkedHashMap<>();
            for (int number = 1; number <= 30; number++) {
                groupOf.put("m" + number, "g" + random.nextInt(4));
            }

            Map<String, String> left = new LinkedHashMap<>(groupOf);
            while (!left.isEmpty()) {
                SQSEvent batch = new SQSEvent();
                batch.setRecords(left.entrySet().stream()
                        .limit(10)
                        .map(entry -> message(entry.getKey(), entry.getValue()))
                        .toList());
                List<String> failed =
                        failures(SqsBatch.oneByOne(batch, test.invocation(), SqsBatchTest::decode, message -> {
                            if (random.nextInt(3) == 0) {
                                throw new IllegalStateException("this time not");
                            }
                            seen.add(number(message));
                        }));
                batch.getRecords().stream()
                        .map(SQSMessage::getMessageId)
                        .filter(id -> !failed.contains(id))
                        .forEach(left::remove);
            }

            for (String group : Set.copyOf(groupOf.values())) {
                assertThat(seen.stream().filter(number -> group.equals(groupOf.get("m" + number))))
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
            assertThat(seen).hasSize(30);
        }

        private Consumer<Message> failingAt(int number) {
            return message -> {
                if (number(message) == number) {
                    throw new IllegalStateException("table is gone");
                }
                seen.add(number(message));
            };
        }

        private SQSMessage message(String id, String group) {
            SQSMessage message = new SQSMessage();
            message.setMessageId(id);
            message.setBody(id.substring(1));
            message.setEventSourceArn(FIFO);
            message.setAttributes(Map.of("MessageGroupId", group));
            return message;
        }

        private SQSEvent inGroups(SQSEvent event, String queueArn, String... groups) {
            for (int i = 0; i < groups.length; i++) {
                event.getRecords().get(i).setEventSourceArn(queueArn);
                event.getRecords().get(i).setAttributes(Map.of("MessageGroupId", groups[i]));
            }
            return event;
        }
    }

    private SQSBatchResponse oneByOne(Consumer<Message> processor, String... bodies) {
        return SqsBatch.oneByOne(event(bodies), test.invocation(), SqsBatchTest::decode, processor);
    }

    private SQSBatchResponse together(BiConsumer<List<Message>, BatchResults> processor, String... bodies) {
        return SqsBatch.together(event(bodies), test.invocation(), SqsBatchTest::decode, processor);
    }

    private static SQSEvent event(String... bodies) {
        List<SQSMessage> messages = new ArrayList<>();
        for (String body : bodies) {
            SQSMessage message = new SQSMessage();
            message.setMessageId("m" + (messages.size() + 1));
            message.setBody(body);
            messages.add(message);
        }
        SQSEvent event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }

    private static List<String> failures(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream()
                .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
                .toList();
    }
}
