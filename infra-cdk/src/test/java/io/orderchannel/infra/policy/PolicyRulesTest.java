package io.orderchannel.infra.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.events.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRulesTest {
    private static final QueueFunctionPolicy QUEUE = Stage.demo().channel().assignOrder();
    private static final StreamFunctionPolicy STREAM = Stage.demo().order().publishOrderEvents();

    @Test
    void policies_of_the_demo_stage_keep_every_rule() {
        assertThat(ofQueue(policy -> policy)).isEmpty();
        assertThat(ofStream(policy -> policy)).isEmpty();
    }

    @Test
    void visibility_timeout_covers_six_function_timeouts_and_the_window() {
        assertThat(ofQueue(policy -> policy.withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(61)))))
                .isEmpty();
        assertThat(ofQueue(policy -> policy.withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(60)))))
                .containsExactly("AssignOrder: visibility timeout 60 s: must be at least 6 x function timeout (10 s)"
                        + " + batch window (1 s) = 61 s, or a message comes again while it is still worked on");
    }

    @Test
    void visibility_timeout_is_at_most_twelve_hours() {
        assertThat(ofQueue(policy -> policy.withRetry(retry -> retry.withVisibilityTimeout(Duration.ofHours(13)))))
                .containsExactly("AssignOrder: visibility timeout 46800 s: must be at most 43200 s");
    }

    @Test
    void batch_over_ten_is_gathered_for_a_second_at_least() {
        assertThat(ofQueue(policy -> policy.withBatch(batch -> batch.withSize(11))))
                .isEmpty();
        assertThat(ofQueue(policy -> policy.withBatch(batch -> batch.withWindow(Duration.ZERO))))
                .isEmpty();
        assertThat(ofQueue(
                        policy -> policy.withBatch(batch -> batch.withSize(11).withWindow(Duration.ZERO))))
                .containsExactly("AssignOrder: batch window 0 s with batch size 11:"
                        + " the window must be at least 1 s when the batch size is over 10");
    }

    @Test
    void fifo_queue_has_no_window_and_batches_of_ten_at_most() {
        assertThat(ofQueue(policy ->
                        policy.withQueueType(QueueType.FIFO).withBatch(batch -> batch.withWindow(Duration.ZERO))))
                .isEmpty();
        assertThat(ofQueue(policy -> policy.withQueueType(QueueType.FIFO)))
                .containsExactly("AssignOrder: batch window 1 s: must be 0 s: a FIFO queue's mapping has no window");
        assertThat(ofQueue(policy -> policy.withQueueType(QueueType.FIFO)
                        .withBatch(batch -> batch.withSize(11).withWindow(Duration.ZERO))))
                .containsExactly("AssignOrder: batch size of a FIFO queue 11: must be 1 to 10");
    }

    @Test
    void queue_has_a_dead_letter_queue() {
        assertThat(ofQueue(policy -> policy.withRetry(QueueRetryPolicy::withoutDeadLetters)))
                .containsExactly("AssignOrder: dead-letter queue none: must have one,"
                        + " or a message that always fails comes again until it expires");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_001})
    void maximum_concurrency_outside_2_to_1000(int concurrency) {
        assertThat(ofQueue(policy ->
                        policy.withScaling(scaling -> scaling.withMaximumConcurrency(OptionalInt.of(concurrency)))))
                .containsExactly("AssignOrder: maximum concurrency " + concurrency + ": must be 2 to 1000");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1_000})
    void maximum_concurrency_within_2_to_1000(int concurrency) {
        assertThat(ofQueue(policy ->
                        policy.withScaling(scaling -> scaling.withMaximumConcurrency(OptionalInt.of(concurrency)))))
                .isEmpty();
    }

    @Test
    void dead_letter_policy_stays_within_what_sqs_takes() {
        assertThat(ofQueue(policy -> policy.withRetry(
                        retry -> retry.withDeadLetters(DeadLetterPolicy.after(0).withRetention(Duration.ofDays(15))))))
                .containsExactly(
                        "AssignOrder: maxReceiveCount 0: must be 1 to 1000",
                        "AssignOrder: dead-letter retention 1296000 s: must be 60 s to 1209600 s");
    }

    @Test
    void mappings_report_the_events_that_failed() {
        assertThat(ofQueue(policy -> policy.withBatch(batch -> batch.withReportItemFailures(false))))
                .containsExactly("AssignOrder: ReportBatchItemFailures off: must be on,"
                        + " or one failed event brings its whole batch back");
        assertThat(ofStream(policy -> policy.withBatch(batch -> batch.withReportItemFailures(false))))
                .containsExactly("PublishOrderEvents: ReportBatchItemFailures off: must be on,"
                        + " or one failed event brings its whole batch back");
    }

    @Test
    void stream_has_an_on_failure_destination() {
        assertThat(ofStream(policy -> policy.withRetry(retry -> retry.withFailureRetention(Optional.empty()))))
                .containsExactly("PublishOrderEvents: on-failure destination none: must have one,"
                        + " or the records that it gives up are lost unseen");
    }

    @Test
    void stream_retries_are_bounded_in_number_and_in_age() {
        assertThat(ofStream(policy -> policy.withRetry(retry ->
                        retry.withMaximumAttempts(OptionalInt.empty()).withMaximumRecordAge(Optional.empty()))))
                .containsExactly(
                        "PublishOrderEvents: maximum retry attempts unbounded: must be 0 to 10000,"
                                + " or one bad record holds its shard until it expires",
                        "PublishOrderEvents: maximum record age unbounded: must be 60 s to 604800 s,"
                                + " or one bad record holds its shard until it expires");
        assertThat(ofStream(policy -> policy.withRetry(retry -> retry.withMaximumAttempts(OptionalInt.of(-1)))))
                .containsExactly("PublishOrderEvents: maximum retry attempts -1: must be 0 to 10000");
        assertThat(ofStream(policy ->
                        policy.withRetry(retry -> retry.withMaximumRecordAge(Optional.of(Duration.ofSeconds(59))))))
                .containsExactly("PublishOrderEvents: maximum record age 59 s: must be 60 s to 604800 s");
    }

    @Test
    void stream_is_read_from_its_start() {
        assertThat(ofStream(policy -> policy.withStartingPosition(StreamPosition.LATEST)))
                .containsExactly("PublishOrderEvents: starting position LATEST: must be TRIM_HORIZON,"
                        + " since LATEST skips what is written before the mapping polls for the first time");
    }

    @Test
    void stream_mapping_has_no_maximum_concurrency() {
        assertThat(ofStream(policy -> policy.withScaling(scaling -> scaling.withMaximumConcurrency(OptionalInt.of(5)))))
                .containsExactly("PublishOrderEvents: maximum concurrency 5: must be unset,"
                        + " since only a queue's mapping has one");
    }

    @Test
    void stream_has_two_readers_at_most() {
        assertThat(PolicyRules.ofStreamReaders("Orders", List.of("A", "B"))).isEmpty();
        assertThat(PolicyRules.ofStreamReaders("Orders", List.of("A", "B", "C")))
                .map(Violation::toString)
                .containsExactly(
                        "Orders: stream readers A, B, C: must be at most 2: DynamoDB throttles a third reader of a shard");
    }

    @Test
    void consumer_group_names_what_it_takes() {
        assertThat(PolicyRules.ofConsumerGroup("AssignOrder", ConsumerGroup.of(), QueueType.STANDARD))
                .map(Violation::toString)
                .containsExactly("AssignOrder: consumer group's event types none:"
                        + " must name at least one, or it receives nothing");
    }

    @Test
    void consumer_group_of_a_standard_topic_has_a_standard_queue() {
        ConsumerGroup group = ConsumerGroup.of(EventType.ORDER_PLACED);
        assertThat(PolicyRules.ofConsumerGroup("AssignOrder", group, QueueType.STANDARD))
                .isEmpty();
        assertThat(PolicyRules.ofConsumerGroup("AssignOrder", group, QueueType.FIFO))
                .map(Violation::toString)
                .containsExactly("AssignOrder: queue type FIFO: must be STANDARD,"
                        + " since a standard topic delivers to no FIFO queue");
    }

    @Test
    void sizes_and_times_stay_within_what_lambda_takes_and_all_are_named_at_once() {
        assertThat(ofQueue(policy -> policy.withCompute(
                                compute -> compute.withMemoryMiB(64).withTimeout(Duration.ofMinutes(16)))
                        .withBatch(batch -> batch.withSize(10_001).withWindow(Duration.ofMinutes(6)))
                        .withRetry(retry -> retry.withVisibilityTimeout(Duration.ofHours(3)))
                        .withScaling(scaling -> scaling.withReservedConcurrency(OptionalInt.of(0)))))
                .containsExactly(
                        "AssignOrder: memory 64: must be 128 to 10240",
                        "AssignOrder: function timeout 960 s: must be 1 s to 900 s",
                        "AssignOrder: reserved concurrency 0: must be 1 to 1000",
                        "AssignOrder: batch window 360 s: must be 0 s to 300 s",
                        "AssignOrder: batch size 10001: must be 1 to 10000");
    }

    @Test
    void times_are_whole_seconds() {
        assertThat(ofQueue(policy -> policy.withBatch(batch -> batch.withWindow(Duration.ofMillis(1_500)))))
                .containsExactly("AssignOrder: batch window PT1.5S: must be whole seconds");
    }

    private static List<String> ofQueue(UnaryOperator<QueueFunctionPolicy> change) {
        return PolicyRules.ofQueueFunction("AssignOrder", change.apply(QUEUE)).stream()
                .map(Violation::toString)
                .toList();
    }

    private static List<String> ofStream(UnaryOperator<StreamFunctionPolicy> change) {
        return PolicyRules.ofStreamFunction("PublishOrderEvents", change.apply(STREAM)).stream()
                .map(Violation::toString)
                .toList();
    }
}
