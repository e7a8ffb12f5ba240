package faas.infra.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRulesTest {
    private static final QueueFunctionPolicy QUEUE =
            QueueFunctionPolicy.standard(BatchPolicy.of(10, Duration.ofSeconds(1)));
    private static final StreamFunctionPolicy STREAM = StreamFunctionPolicy.relay();
    private static final AsyncFunctionPolicy ASYNC = new AsyncFunctionPolicy(
            ComputePolicy.standard(Duration.ofSeconds(10)),
            AsyncPolicy.of(2, Duration.ofHours(1)),
            ScalingPolicy.UNLIMITED);
    private static final RequestFunctionPolicy REQUEST = new RequestFunctionPolicy(
            ComputePolicy.standard(Duration.ofSeconds(10)), Duration.ofSeconds(11), ScalingPolicy.UNLIMITED);
    private static final SubscribedQueuePolicy SUBSCRIBED = new SubscribedQueuePolicy(
            QueueRetryPolicy.of(Duration.ofSeconds(30), DeadLetterPolicy.after(5)), Duration.ofMinutes(5));
    private static final ConsumerGroup SENT = ConsumerGroup.ofTypes("invoice.sent.v1");

    @Test
    void named_policies_keep_every_rule() {
        assertThat(ofQueue(policy -> policy)).isEmpty();
        assertThat(ofStream(policy -> policy)).isEmpty();
    }

    @Test
    void visibility_timeout_covers_six_function_timeouts_and_the_window() {
        assertThat(ofQueue(policy -> policy.withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(61)))))
                .isEmpty();
        assertThat(ofQueue(policy -> policy.withRetry(retry -> retry.withVisibilityTimeout(Duration.ofSeconds(60)))))
                .containsExactly("Collect: visibility timeout 60 s: must be at least 6 x function timeout (10 s)"
                        + " + batch window (1 s) = 61 s, or a message comes again while it is still worked on");
    }

    @Test
    void visibility_timeout_is_at_most_twelve_hours() {
        assertThat(ofQueue(policy -> policy.withRetry(retry -> retry.withVisibilityTimeout(Duration.ofHours(13)))))
                .containsExactly("Collect: visibility timeout 46800 s: must be at most 43200 s");
    }

    @Test
    void batch_over_ten_is_gathered_for_a_second_at_least() {
        assertThat(ofQueue(policy -> policy.withBatch(batch -> batch.withSize(11))))
                .isEmpty();
        assertThat(ofQueue(policy -> policy.withBatch(batch -> batch.withWindow(Duration.ZERO))))
                .isEmpty();
        assertThat(ofQueue(
                        policy -> policy.withBatch(batch -> batch.withSize(11).withWindow(Duration.ZERO))))
                .containsExactly("Collect: batch window 0 s with batch size 11:"
                        + " the window must be at least 1 s when the batch size is over 10");
    }

    @Test
    void fifo_queue_has_no_window_and_batches_of_ten_at_most() {
        assertThat(ofFifoQueue(policy -> policy.withBatch(batch -> batch.withWindow(Duration.ZERO))))
                .isEmpty();
        assertThat(ofFifoQueue(policy -> policy))
                .containsExactly("Collect: batch window 1 s: must be 0 s: a FIFO queue's mapping has no window");
        assertThat(ofFifoQueue(
                        policy -> policy.withBatch(batch -> batch.withSize(11).withWindow(Duration.ZERO))))
                .containsExactly("Collect: batch size of a FIFO queue 11: must be 1 to 10");
    }

    @Test
    void queue_has_a_dead_letter_queue() {
        assertThat(ofQueue(policy -> policy.withRetry(QueueRetryPolicy::withoutDeadLetters)))
                .containsExactly("Collect: dead-letter queue none: must have one,"
                        + " or a message that always fails comes again until it expires");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_001})
    void maximum_concurrency_outside_2_to_1000(int concurrency) {
        assertThat(ofQueue(policy ->
                        policy.withScaling(scaling -> scaling.withMaximumConcurrency(OptionalInt.of(concurrency)))))
                .containsExactly("Collect: maximum concurrency " + concurrency + ": must be 2 to 1000");
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
                        "Collect: maxReceiveCount 0: must be 1 to 1000",
                        "Collect: dead-letter retention 1296000 s: must be 60 s to 1209600 s");
    }

    @Test
    void mappings_report_the_events_that_failed() {
        assertThat(ofQueue(policy -> policy.withBatch(batch -> batch.withReportItemFailures(false))))
                .containsExactly("Collect: ReportBatchItemFailures off: must be on,"
                        + " or one failed event brings its whole batch back");
        assertThat(ofStream(policy -> policy.withBatch(batch -> batch.withReportItemFailures(false))))
                .containsExactly("Relay: ReportBatchItemFailures off: must be on,"
                        + " or one failed event brings its whole batch back");
    }

    @Test
    void stream_has_an_on_failure_destination() {
        assertThat(ofStream(policy -> policy.withRetry(retry -> retry.withFailureRetention(Optional.empty()))))
                .containsExactly("Relay: on-failure destination none: must have one,"
                        + " or the records that it gives up are lost unseen");
    }

    @Test
    void stream_retries_are_bounded_in_number_and_in_age() {
        assertThat(ofStream(policy -> policy.withRetry(retry ->
                        retry.withMaximumAttempts(OptionalInt.empty()).withMaximumRecordAge(Optional.empty()))))
                .containsExactly(
                        "Relay: maximum retry attempts unbounded: must be 0 to 10000,"
                                + " or one bad record holds its shard until it expires",
                        "Relay: maximum record age unbounded: must be 60 s to 604800 s,"
                                + " or one bad record holds its shard until it expires");
        assertThat(ofStream(policy -> policy.withRetry(retry -> retry.withMaximumAttempts(OptionalInt.of(-1)))))
                .containsExactly("Relay: maximum retry attempts -1: must be 0 to 10000");
        assertThat(ofStream(policy ->
                        policy.withRetry(retry -> retry.withMaximumRecordAge(Optional.of(Duration.ofSeconds(59))))))
                .containsExactly("Relay: maximum record age 59 s: must be 60 s to 604800 s");
    }

    @Test
    void stream_is_read_from_its_start() {
        assertThat(ofStream(policy -> policy.withStartingPosition(StreamPosition.LATEST)))
                .containsExactly("Relay: starting position LATEST: must be TRIM_HORIZON,"
                        + " since LATEST skips what is written before the mapping polls for the first time");
    }

    @Test
    void stream_mapping_has_no_maximum_concurrency() {
        assertThat(ofStream(policy -> policy.withScaling(scaling -> scaling.withMaximumConcurrency(OptionalInt.of(5)))))
                .containsExactly(
                        "Relay: maximum concurrency 5: must be unset," + " since only a queue's mapping has one");
    }

    @Test
    void stream_has_two_readers_at_most() {
        assertThat(PolicyRules.ofStreamReaders("Invoices", List.of("A", "B"))).isEmpty();
        assertThat(PolicyRules.ofStreamReaders("Invoices", List.of("A", "B", "C")))
                .map(Violation::toString)
                .containsExactly("Invoices: stream readers A, B, C: must be at most 2: DynamoDB throttles a"
                        + " third reader of a shard");
    }

    @Test
    void consumer_group_names_what_it_takes() {
        String violation =
                "Collect: consumer group's event types none:" + " must name at least one, or it receives nothing";
        assertThat(ofQueue(policy -> policy, ConsumerGroup.ofTypes())).containsExactly(violation);
        assertThat(words(PolicyRules.ofTopicFunction("Collect", ASYNC, ConsumerGroup.ofTypes(), QueueType.STANDARD)))
                .containsExactly(violation);
        assertThat(words(PolicyRules.ofSubscribedQueue("Collect", SUBSCRIBED, ConsumerGroup.ofTypes())))
                .containsExactly(violation);
    }

    @Test
    void function_that_takes_several_event_types_is_sized_generously() {
        String violation = "Collect: memory 1023 for invoice.sent.v1, invoice.void.v1:"
                + " must be at least 1024 for several event types, since their costs differ";
        ConsumerGroup several = ConsumerGroup.ofTypes("invoice.sent.v1", "invoice.void.v1");

        assertThat(ofQueue(policy -> policy.withCompute(compute -> compute.withMemoryMiB(1_023)), SENT))
                .isEmpty();
        assertThat(ofQueue(policy -> policy.withCompute(compute -> compute.withMemoryMiB(1_024)), several))
                .isEmpty();
        assertThat(ofQueue(policy -> policy.withCompute(compute -> compute.withMemoryMiB(1_023)), several))
                .containsExactly(violation);
        assertThat(words(PolicyRules.ofTopicFunction(
                        "Collect",
                        ASYNC.withCompute(compute -> compute.withMemoryMiB(1_023)),
                        several,
                        QueueType.STANDARD)))
                .containsExactly(violation);
    }

    @Test
    void maximum_concurrency_stays_within_the_reserved() {
        assertThat(ofQueue(policy ->
                        policy.withScaling(_ -> ScalingPolicy.atMost(7).withReservedConcurrency(OptionalInt.of(7)))))
                .isEmpty();
        assertThat(ofQueue(policy ->
                        policy.withScaling(_ -> ScalingPolicy.atMost(8).withReservedConcurrency(OptionalInt.of(7)))))
                .containsExactly("Collect: maximum concurrency 8: must be at most the reserved concurrency (7),"
                        + " or batches are throttled and their messages come nearer to the dead-letter queue");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11})
    void parallelization_factor_outside_1_to_10(int factor) {
        assertThat(ofStream(policy ->
                        policy.withScaling(scaling -> scaling.withParallelizationFactor(OptionalInt.of(factor)))))
                .containsExactly("Relay: parallelization factor " + factor + ": must be 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void parallelization_factor_within_1_to_10(int factor) {
        assertThat(ofStream(policy ->
                        policy.withScaling(scaling -> scaling.withParallelizationFactor(OptionalInt.of(factor)))))
                .isEmpty();
    }

    @Test
    void only_mappings_scale_by_mapping() {
        ScalingPolicy byMapping = ScalingPolicy.atMost(2).withParallelizationFactor(OptionalInt.of(3));
        String[] violations = {
            "F: maximum concurrency 2: must be unset, since only a queue's mapping has one",
            "F: parallelization factor 3: must be unset, since only a stream's mapping has one"
        };
        assertThat(words(PolicyRules.ofAsyncFunction("F", ASYNC.withScaling(_ -> byMapping))))
                .containsExactly(violations);
        assertThat(words(PolicyRules.ofRequestFunction("F", REQUEST.withScaling(_ -> byMapping))))
                .containsExactly(violations);
        assertThat(words(PolicyRules.ofHttpFunction(
                        "F", HttpFunctionPolicy.of(ComputePolicy.standard()).withScaling(_ -> byMapping))))
                .containsExactly(violations);
        assertThat(ofQueue(policy -> policy.withScaling(_ -> byMapping)))
                .containsExactly(
                        "Collect: parallelization factor 3:" + " must be unset, since only a stream's mapping has one");
    }

    @Test
    void asynchronous_retries_and_age_stay_within_what_lambda_takes() {
        for (int retries = 0; retries <= 2; retries++) {
            assertThat(ofAsync(AsyncPolicy.of(retries, Duration.ofSeconds(60)))).isEmpty();
            assertThat(ofAsync(AsyncPolicy.of(retries, Duration.ofHours(6)))).isEmpty();
        }
        assertThat(ofAsync(AsyncPolicy.of(3, Duration.ofSeconds(59))))
                .containsExactly(
                        "Notify: asynchronous retries 3: must be 0 to 2",
                        "Notify: maximum event age 59 s: must be 60 s to 21600 s");
        assertThat(ofAsync(AsyncPolicy.of(-1, Duration.ofHours(6).plusSeconds(1))))
                .containsExactly(
                        "Notify: asynchronous retries -1: must be 0 to 2",
                        "Notify: maximum event age 21601 s: must be 60 s to 21600 s");
    }

    @Test
    void event_that_is_given_up_goes_to_a_queue_or_is_lost_for_a_reason() {
        assertThat(ofAsync(AsyncPolicy.lossy("a counter that is off by one does no harm")))
                .isEmpty();
        assertThat(ofAsync(AsyncPolicy.lossy(" ")))
                .containsExactly("Notify: on-failure queue none and no reason for it:"
                        + " must have one or say why a loss does no harm, or failed events are lost unseen");
        assertThat(ofAsync(AsyncPolicy.of(2, Duration.ofHours(1))
                        .withGivenUp(new GivenUpEvents.InQueue(Duration.ofDays(15)))))
                .containsExactly("Notify: dead-letter retention 1296000 s: must be 60 s to 1209600 s");
    }

    @Test
    void ordered_topic_hands_no_function_its_events_directly() {
        assertThat(words(PolicyRules.ofTopicFunction("Count", ASYNC, SENT, QueueType.STANDARD)))
                .isEmpty();
        assertThat(words(PolicyRules.ofTopicFunction("Count", ASYNC, SENT, QueueType.FIFO)))
                .containsExactly("Count: topic ordered: must not be, since an ordered topic delivers to"
                        + " queues only, and asynchronous invocations keep no order");
    }

    @Test
    void schedule_starts_at_whole_minutes() {
        assertThat(ofSchedule(SchedulePolicy.every(Duration.ofMinutes(1)))).isEmpty();
        assertThat(ofSchedule(SchedulePolicy.dailyAt(LocalTime.of(3, 30)))).isEmpty();
        assertThat(ofSchedule(SchedulePolicy.every(Duration.ofSeconds(59))))
                .containsExactly("Remind: schedule rate PT59S: must be whole minutes, at least 1");
        assertThat(ofSchedule(SchedulePolicy.every(Duration.ofSeconds(90))))
                .containsExactly("Remind: schedule rate PT1M30S: must be whole minutes, at least 1");
        assertThat(ofSchedule(SchedulePolicy.dailyAt(LocalTime.of(3, 30, 1))))
                .containsExactly("Remind: schedule daily at 03:30:01: must be a whole minute");
        assertThat(List.of("0 6 ? * MON-FRI *", "0/15 8-17 1,L JAN ? 2027", "5 4 ? * 6#3 *"))
                .allSatisfy(cron ->
                        assertThat(ofSchedule(SchedulePolicy.cron(cron))).isEmpty());
        assertThat(List.of("0 6 * * * *", "0 6 ? * ? *", "0 6 ? * MON", "0 6 ? * mon *", "0  6 ? * MON *"))
                .allSatisfy(cron -> assertThat(ofSchedule(SchedulePolicy.cron(cron)))
                        .containsExactly("Remind: schedule cron(" + cron + "): must be six fields, of which either the"
                                + " day of month or the day of week is ?"));
    }

    @Test
    void caller_outlives_its_wait_and_its_wait_outlives_the_callee() {
        assertThat(words(PolicyRules.ofRequestFunction("Quote", REQUEST))).isEmpty();
        assertThat(words(PolicyRules.ofRequestFunction("Quote", REQUEST.withClientTimeout(Duration.ofSeconds(10)))))
                .containsExactly("Quote: client timeout 10 s: must exceed the function timeout (10 s),"
                        + " or a call that succeeds late counts as failed");
        List<FunctionCall> calls = List.of(new FunctionCall("Quote", Duration.ofSeconds(11)));
        assertThat(words(PolicyRules.ofCalls("Charge", ComputePolicy.generous(Duration.ofSeconds(12)), calls)))
                .isEmpty();
        assertThat(words(PolicyRules.ofCalls("Charge", ComputePolicy.generous(Duration.ofSeconds(11)), calls)))
                .containsExactly("Charge: function timeout 11 s: must exceed the client timeout of its"
                        + " calls to Quote (11 s), or it is killed while it waits");
    }

    @Test
    void open_door_says_what_keeps_strangers_out() {
        HttpFunctionPolicy policy = HttpFunctionPolicy.of(ComputePolicy.standard());
        assertThat(words(PolicyRules.ofWebhookFunction("Update", policy, "signed bodies")))
                .isEmpty();
        assertThat(words(PolicyRules.ofWebhookFunction("Update", policy, "")))
                .containsExactly("Update: function URL without AWS_IAM and without a reason:"
                        + " must say what keeps strangers out");
    }

    @Test
    void queue_that_nobody_maps_has_a_dead_letter_queue_and_hides_what_was_received() {
        assertThat(words(PolicyRules.ofSubscribedQueue("Backlog", SUBSCRIBED, SENT)))
                .isEmpty();
        assertThat(words(PolicyRules.ofSubscribedQueue(
                        "Backlog",
                        SUBSCRIBED.withRetry(retry -> retry.withoutDeadLetters().withVisibilityTimeout(Duration.ZERO)),
                        SENT)))
                .containsExactly(
                        "Backlog: visibility timeout 0 s: must be 1 s to 43200 s",
                        "Backlog: dead-letter queue none: must have one,"
                                + " or a message that always fails comes again until it expires");
    }

    @Test
    void indexes_of_a_table_have_names_of_their_own() {
        TableLayout layout = TableLayout.of("pk").withIndex(SparseIndex.of("stale", "state", "sentAt"));
        assertThat(words(PolicyRules.ofTable("Invoices", layout))).isEmpty();
        assertThat(words(PolicyRules.ofTable(
                        "Invoices", layout.withIndex(SparseIndex.of("stale", "customer", "sentAt")))))
                .containsExactly("Invoices: index stale twice: must have a name of its own");
        TableLayout many = layout;
        for (int i = layout.indexes().size(); i < 5; i++) {
            many = many.withIndex(SparseIndex.of("index" + i, "customer", "sentAt"));
        }
        assertThat(words(PolicyRules.ofTable("Invoices", many)))
                .containsExactly(
                        "Invoices: indexes 5: must be at most 4: the table's alarm takes two metrics of each, and"
                                + " CloudWatch allows ten");
    }

    @Test
    void sizes_and_times_stay_within_what_lambda_takes_and_all_are_named_at_once() {
        assertThat(ofQueue(policy -> policy.withCompute(
                                compute -> compute.withMemoryMiB(64).withTimeout(Duration.ofMinutes(16)))
                        .withBatch(batch -> batch.withSize(10_001).withWindow(Duration.ofMinutes(6)))
                        .withRetry(retry -> retry.withVisibilityTimeout(Duration.ofHours(3)))
                        .withScaling(scaling -> scaling.withReservedConcurrency(OptionalInt.of(0)))))
                .containsExactly(
                        "Collect: memory 64: must be 128 to 10240",
                        "Collect: function timeout 960 s: must be 1 s to 900 s",
                        "Collect: reserved concurrency 0: must be 1 to 1000",
                        "Collect: batch window 360 s: must be 0 s to 300 s",
                        "Collect: batch size 10001: must be 1 to 10000",
                        "Collect: maximum concurrency 2: must be at most the reserved concurrency (0),"
                                + " or batches are throttled and their messages come nearer to the dead-letter queue");
    }

    @Test
    void times_are_whole_seconds() {
        assertThat(ofQueue(policy -> policy.withBatch(batch -> batch.withWindow(Duration.ofMillis(1_500)))))
                .containsExactly("Collect: batch window PT1.5S: must be whole seconds");
    }

    private static List<String> ofQueue(UnaryOperator<QueueFunctionPolicy> change) {
        return ofQueue(change, SENT);
    }

    private static List<String> ofQueue(UnaryOperator<QueueFunctionPolicy> change, ConsumerGroup group) {
        return words(PolicyRules.ofQueueFunction("Collect", change.apply(QUEUE), group, QueueType.STANDARD));
    }

    private static List<String> ofFifoQueue(UnaryOperator<QueueFunctionPolicy> change) {
        return words(PolicyRules.ofQueueFunction("Collect", change.apply(QUEUE), SENT, QueueType.FIFO));
    }

    private static List<String> ofStream(UnaryOperator<StreamFunctionPolicy> change) {
        return words(PolicyRules.ofStreamFunction("Relay", change.apply(STREAM)));
    }

    private static List<String> ofAsync(AsyncPolicy async) {
        return words(PolicyRules.ofAsyncFunction("Notify", ASYNC.withAsync(_ -> async)));
    }

    private static List<String> ofSchedule(SchedulePolicy schedule) {
        return words(PolicyRules.ofSchedule("Remind", schedule));
    }

    private static List<String> words(List<Violation> violations) {
        return violations.stream().map(Violation::toString).toList();
    }
}
