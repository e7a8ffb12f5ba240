package faas.kit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import faas.kit.TestInvocation;
import faas.kit.log.Correlation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsBatchTest {
    private static final MessageReader<Integer> NUMBERS = new MessageReader<>() {
        @Override
        public Integer read(String body) {
            if (body.startsWith("letter")) {
                throw new NotTakenException("letter.v1");
            }
            if (body.startsWith("[")) {
                throw new StackOverflowError();
            }
            if (body.startsWith("memory")) {
                throw new OutOfMemoryError("planted");
            }
            return Integer.valueOf(body);
        }

        @Override
        public String eventType(Integer content) {
            return content % 2 == 0 ? "even.v1" : "odd.v1";
        }

        @Override
        public Correlation correlation(Integer content) {
            return new Correlation("trace", "correlation-" + content, "cause");
        }
    };

    private final TestInvocation test = new TestInvocation();
    private final List<Integer> seen = new ArrayList<>();

    @Nested
    class OneByOne {
        @Test
        void nothing_failed_is_an_empty_list() {
            assertThat(failures(oneByOne(message -> seen.add(message.content()), "1", "2")))
                    .isEmpty();
            assertThat(seen).containsExactly(1, 2);
        }

        @Test
        void an_empty_batch_is_processed() {
            assertThat(failures(oneByOne(message -> seen.add(message.content()))))
                    .isEmpty();
        }

        @Test
        void a_message_that_cannot_be_processed_fails_alone() {
            SQSBatchResponse response = oneByOne(
                    message -> {
                        if (message.content() == 2) {
                            throw new IllegalStateException("table is gone");
                        }
                        seen.add(message.content());
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
            SQSBatchResponse response = oneByOne(message -> seen.add(message.content()), "1", "poison", "3");

            assertThat(failures(response)).containsExactly("m2");
            assertThat(seen).containsExactly(1, 3);
            assertThat(test.lines()).singleElement().asString().contains("message unreadable", "\"messageId\":\"m2\"");
        }

        @Test
        void how_long_each_message_took_is_measured_by_its_event_type() {
            oneByOne(
                    message -> {
                        if (message.content() == 3) {
                            throw new IllegalStateException("table is gone");
                        }
                    },
                    "1",
                    "2",
                    "3");
            test.invocation().close();

            assertThat(test.lines())
                    .anyMatch(line ->
                            line.matches(".*\"eventType\":\"odd.v1\".*\"MessageDuration\":\\[[0-9.]+, [0-9.]+\\]\\}"))
                    .anyMatch(
                            line -> line.matches(".*\"eventType\":\"even.v1\".*\"MessageDuration\":\\[[0-9.]+\\]\\}"));
        }

        @Test
        void when_time_is_nearly_over_no_further_message_is_started_and_the_rest_fails() {
            SQSBatchResponse response = oneByOne(
                    message -> {
                        seen.add(message.content());
                        if (message.content() == 2) {
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
                        if (message.content() == 3) {
                            throw new StackOverflowError();
                        }
                        seen.add(message.content());
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
            assertThatThrownBy(() -> oneByOne(message -> seen.add(message.content()), "1", "memory"))
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
                        if (message.content() == 3) {
                            throw new NotTakenException("three.v1");
                        }
                        seen.add(message.content());
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
                            && line.contains("\"type\":\"letter.v1\""))
                    .anyMatch(line -> line.contains("\"level\":\"WARN\"") && line.contains("\"type\":\"three.v1\""))
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
                        seen.add(message.content());
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

            SQSBatchResponse response = SqsBatch.oneByOne(event, test.invocation(), NUMBERS, failingAt(2));

            assertThat(seen).containsExactly(1, 3, 5);
            assertThat(failures(response)).containsExactly("m2", "m4");
        }

        @Test
        void nothing_follows_an_unreadable_message_of_its_group() {
            SQSEvent event = inGroups(event("1", "poison", "3", "4"), FIFO, "a", "a", "b", "a");

            SQSBatchResponse response = SqsBatch.oneByOne(event, test.invocation(), NUMBERS, failingAt(0));

            assertThat(seen).containsExactly(1, 3);
            assertThat(failures(response)).containsExactly("m2", "m4");
        }

        @Test
        void processed_together_what_is_after_a_failed_message_of_its_group_comes_again_too() {
            SQSEvent event = inGroups(event("1", "2", "3", "4"), FIFO, "a", "a", "b", "a");

            SQSBatchResponse response = SqsBatch.together(event, test.invocation(), NUMBERS, (messages, results) -> {
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

            SQSBatchResponse response = SqsBatch.oneByOne(event, test.invocation(), NUMBERS, failingAt(2));

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
                List<String> failed = failures(SqsBatch.oneByOne(batch, test.invocation(), NUMBERS, message -> {
                    if (random.nextInt(3) == 0) {
                        throw new IllegalStateException("this time not");
                    }
                    seen.add(message.content());
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

        private MessageProcessor<Integer> failingAt(int number) {
            return message -> {
                if (message.content() == number) {
                    throw new IllegalStateException("table is gone");
                }
                seen.add(message.content());
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

    private SQSBatchResponse oneByOne(MessageProcessor<Integer> processor, String... bodies) {
        return SqsBatch.oneByOne(event(bodies), test.invocation(), NUMBERS, processor);
    }

    private SQSBatchResponse together(BatchProcessor<Integer> processor, String... bodies) {
        return SqsBatch.together(event(bodies), test.invocation(), NUMBERS, processor);
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
