package faas.infra.policy;

import static faas.infra.policy.Findings.seconds;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every rule that the metadata of a function service keeps, in one place. Some of what is refused here AWS would take,
 * and lose or repeat events quietly. Rules about one context's policies stand in its package, with {@link Findings}.
 */
public final class PolicyRules {
    private static final int STANDARD_BATCH = 10_000;
    private static final int UNGATHERED_BATCH = 10;
    private static final int STREAM_BATCH = 10_000;
    private static final int READERS_PER_STREAM = 2;

    private static final int INDEXES_PER_ALARM = 4;
    private static final Duration SHORTEST_RATE = Duration.ofMinutes(1);

    /** Six fields; either the day of the month or the day of the week is a question mark. */
    private static final Pattern CRON = Pattern.compile(
            "[0-9*,/-]+ [0-9*,/-]+" + " (\\? [0-9A-Z*,/-]+ [0-9A-Z*,/#-]+|[0-9*,/LW-]+ [0-9A-Z*,/-]+ \\?) [0-9*,/-]+");

    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);
    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    private PolicyRules() {}

    public static List<Violation> ofHttpFunction(String construct, HttpFunctionPolicy policy) {
        Findings findings = new Findings(construct);
        checkCompute(findings, policy.compute());
        checkUnmappedScaling(findings, policy.scaling());
        return findings.violations();
    }

    /**
     * What must hold for a door that the whole internet may knock at.
     *
     * @param reason what keeps strangers out instead of AWS's own signature
     */
    public static List<Violation> ofWebhookFunction(String construct, HttpFunctionPolicy policy, String reason) {
        Findings findings = new Findings(construct);
        findings.addAll(ofHttpFunction(construct, policy));
        if (reason.isBlank()) {
            findings.add("function URL without AWS_IAM and without a reason", "must say what keeps strangers out");
        }
        return findings.violations();
    }

    /**
     * What must hold for an SQS event-source mapping and the queue behind it.
     *
     * @param queueType that of the topic which the queue is subscribed to
     */
    public static List<Violation> ofQueueFunction(
            String construct, QueueFunctionPolicy policy, ConsumerGroup group, QueueType queueType) {
        Findings findings = new Findings(construct);
        checkCompute(findings, policy.compute());
        checkGenerous(findings, policy.compute(), group);
        checkReserved(findings, policy.scaling());
        checkItemFailures(findings, policy.batch());
        checkQueueBatch(findings, queueType, policy.batch());
        checkVisibility(findings, policy);
        checkQueueRetry(findings, policy.retry());
        checkGroup(findings, group);
        // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
        findings.checkRange("maximum concurrency", policy.scaling().maximumConcurrency(), 2, 1_000);
        checkWithinReserved(findings, policy.scaling());
        checkNoParallelization(findings, policy.scaling());
        return findings.violations();
    }

    /** What must hold for the queue of a consumer group that no mapping polls. */
    public static List<Violation> ofSubscribedQueue(
            String construct, SubscribedQueuePolicy policy, ConsumerGroup group) {
        Findings findings = new Findings(construct);
        findings.checkRange(
                "visibility timeout", policy.retry().visibilityTimeout(), Duration.ofSeconds(1), LONGEST_VISIBILITY);
        checkQueueRetry(findings, policy.retry());
        checkGroup(findings, group);
        return findings.violations();
    }

    /** What must hold for a function that is handed events asynchronously. */
    public static List<Violation> ofAsyncFunction(String construct, AsyncFunctionPolicy policy) {
        Findings findings = new Findings(construct);
        checkCompute(findings, policy.compute());
        checkUnmappedScaling(findings, policy.scaling());
        findings.checkRange("asynchronous retries", policy.async().retries(), 0, 2);
        findings.checkRange(
                "maximum event age",
                policy.async().maximumEventAge(),
                AsyncPolicy.SHORTEST_AGE,
                AsyncPolicy.LONGEST_AGE);
        switch (policy.async().givenUp()) {
            case GivenUpEvents.InQueue queue -> checkRetention(findings, queue.retention());
            case GivenUpEvents.Lost lost -> {
                if (lost.reason().isBlank()) {
                    findings.add(
                            "on-failure queue none and no reason for it",
                            "must have one or say why a loss does no harm, or failed events are lost unseen");
                }
            }
        }
        return findings.violations();
    }

    /**
     * What must hold for a function that a topic hands its events without a queue between them.
     *
     * @param topicType what order the topic keeps
     */
    public static List<Violation> ofTopicFunction(
            String construct, AsyncFunctionPolicy policy, ConsumerGroup group, QueueType topicType) {
        Findings findings = new Findings(construct);
        findings.addAll(ofAsyncFunction(construct, policy));
        checkGenerous(findings, policy.compute(), group);
        checkGroup(findings, group);
        // https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-delivery.html
        if (topicType == QueueType.FIFO) {
            findings.add(
                    "topic ordered",
                    "must not be, since an ordered topic delivers to queues only, and asynchronous"
                            + " invocations keep no order");
        }
        return findings.violations();
    }

    /** What must hold for a schedule. */
    public static List<Violation> ofSchedule(String construct, SchedulePolicy schedule) {
        Findings findings = new Findings(construct);
        switch (schedule) {
            case SchedulePolicy.Rate rate -> {
                Duration period = rate.period();
                if (period.compareTo(SHORTEST_RATE) < 0 || !period.equals(Duration.ofMinutes(period.toMinutes()))) {
                    findings.add("schedule rate " + period, "must be whole minutes, at least 1");
                }
            }
            case SchedulePolicy.Daily daily -> {
                if (!daily.time().equals(daily.time().truncatedTo(ChronoUnit.MINUTES))) {
                    findings.add("schedule daily at " + daily.time(), "must be a whole minute");
                }
            }
            case SchedulePolicy.Cron cron -> {
                if (!CRON.matcher(cron.expression()).matches()) {
                    findings.add(
                            "schedule cron(" + cron.expression() + ")",
                            "must be six fields, of which either the day of month or the day of week is ?");
                }
            }
        }
        return findings.violations();
    }

    /** What must hold for a function that others call and wait for. */
    public static List<Violation> ofRequestFunction(String construct, RequestFunctionPolicy policy) {
        Findings findings = new Findings(construct);
        checkCompute(findings, policy.compute());
        checkUnmappedScaling(findings, policy.scaling());
        if (policy.clientTimeout().compareTo(policy.compute().timeout()) <= 0) {
            findings.add(
                    "client timeout " + seconds(policy.clientTimeout()),
                    "must exceed the function timeout (%s), or a call that succeeds late counts as failed"
                            .formatted(seconds(policy.compute().timeout())));
        }
        findings.checkWholeSeconds("client timeout", policy.clientTimeout());
        return findings.violations();
    }

    /** What must hold for a function that calls others and waits for their answers. */
    public static List<Violation> ofCalls(String construct, ComputePolicy caller, List<FunctionCall> calls) {
        Findings findings = new Findings(construct);
        for (FunctionCall call : calls) {
            if (caller.timeout().compareTo(call.clientTimeout()) <= 0) {
                findings.add(
                        "function timeout " + seconds(caller.timeout()),
                        "must exceed the client timeout of its calls to %s (%s), or it is killed while it waits"
                                .formatted(call.callee(), seconds(call.clientTimeout())));
            }
        }
        return findings.violations();
    }

    /** What must hold for a DynamoDB stream's event-source mapping. */
    public static List<Violation> ofStreamFunction(String construct, StreamFunctionPolicy policy) {
        Findings findings = new Findings(construct);
        checkCompute(findings, policy.compute());
        checkReserved(findings, policy.scaling());
        checkItemFailures(findings, policy.batch());
        findings.checkRange("batch size", policy.batch().size(), 1, STREAM_BATCH);
        checkWindow(findings, policy.batch().window());
        if (policy.startingPosition() == StreamPosition.LATEST) {
            findings.add(
                    "starting position LATEST",
                    "must be TRIM_HORIZON, since LATEST skips what is written before the mapping"
                            + " polls for the first time");
        }
        StreamRetryPolicy retry = policy.retry();
        if (retry.maximumAttempts().isEmpty()) {
            findings.add(
                    "maximum retry attempts unbounded",
                    "must be 0 to 10000, or one bad record holds its shard until it expires");
        }
        findings.checkRange("maximum retry attempts", retry.maximumAttempts(), 0, StreamRetryPolicy.MOST_ATTEMPTS);
        retry.maximumRecordAge()
                .ifPresentOrElse(
                        age -> findings.checkRange(
                                "maximum record age", age, Duration.ofMinutes(1), Duration.ofDays(7)),
                        () -> findings.add(
                                "maximum record age unbounded",
                                "must be 60 s to 604800 s, or one bad record holds its shard until it expires"));
        retry.failureRetention()
                .ifPresentOrElse(
                        retention -> checkRetention(findings, retention),
                        () -> findings.add(
                                "on-failure destination none",
                                "must have one, or the records that it gives up are lost unseen"));
        // https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
        findings.checkRange("parallelization factor", policy.scaling().parallelizationFactor(), 1, 10);
        checkNoMaximumConcurrency(findings, policy.scaling());
        return findings.violations();
    }

    /**
     * What must hold between the mappings that read one table.
     *
     * @param table construct id of the table
     * @param readers construct ids of the functions that read its stream
     */
    public static List<Violation> ofStreamReaders(String table, List<String> readers) {
        Findings findings = new Findings(table);
        // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html#Streams.Processing
        if (readers.size() > READERS_PER_STREAM) {
            findings.add(
                    "stream readers " + String.join(", ", readers),
                    "must be at most 2: DynamoDB throttles a third reader of a shard");
        }
        return findings.violations();
    }

    /** What must hold for a table. */
    public static List<Violation> ofTable(String table, TableLayout layout) {
        Findings findings = new Findings(table);
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
        if (layout.indexes().size() > INDEXES_PER_ALARM) {
            findings.add(
                    "indexes " + layout.indexes().size(),
                    "must be at most 4: the table's alarm takes two metrics of each, and CloudWatch allows ten");
        }
        Set<String> names = new HashSet<>();
        for (SparseIndex index : layout.indexes()) {
            if (!names.add(index.name())) {
                findings.add("index " + index.name() + " twice", "must have a name of its own");
            }
        }
        return findings.violations();
    }

    private static void checkGroup(Findings findings, ConsumerGroup group) {
        if (group.eventTypes().isEmpty()) {
            findings.add("consumer group's event types none", "must name at least one, or it receives nothing");
        }
    }

    private static void checkGenerous(Findings findings, ComputePolicy compute, ConsumerGroup group) {
        if (group.takesSeveralTypes() && compute.memoryMiB() < ComputePolicy.GENEROUS_MIB) {
            findings.add(
                    "memory %d for %s".formatted(compute.memoryMiB(), String.join(", ", group.eventTypes())),
                    "must be at least %d for several event types, since their costs differ"
                            .formatted(ComputePolicy.GENEROUS_MIB));
        }
    }

    private static void checkQueueRetry(Findings findings, QueueRetryPolicy retry) {
        retry.deadLetters()
                .ifPresentOrElse(
                        deadLetters -> checkDeadLetters(findings, deadLetters),
                        () -> findings.add(
                                "dead-letter queue none",
                                "must have one, or a message that always fails comes again until it expires"));
    }

    private static void checkQueueBatch(Findings findings, QueueType type, BatchPolicy batch) {
        checkWindow(findings, batch.window());
        switch (type) {
            case STANDARD -> {
                findings.checkRange("batch size", batch.size(), 1, STANDARD_BATCH);
                if (batch.size() > UNGATHERED_BATCH && batch.window().isZero()) {
                    findings.add(
                            "batch window 0 s with batch size " + batch.size(),
                            "the window must be at least 1 s when the batch size is over 10");
                }
            }
            case FIFO -> {
                findings.checkRange("batch size of a FIFO queue", batch.size(), 1, UNGATHERED_BATCH);
                if (!batch.window().isZero()) {
                    findings.add(
                            "batch window " + seconds(batch.window()),
                            "must be 0 s: a FIFO queue's mapping has no window");
                }
            }
        }
    }

    private static void checkWindow(Findings findings, Duration window) {
        findings.checkRange("batch window", window, Duration.ZERO, LONGEST_WINDOW);
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
    private static void checkVisibility(Findings findings, QueueFunctionPolicy policy) {
        Duration timeout = policy.compute().timeout();
        Duration window = policy.batch().window();
        Duration visibility = policy.retry().visibilityTimeout();
        Duration least = timeout.multipliedBy(6).plus(window);
        if (visibility.compareTo(least) < 0) {
            findings.add(
                    "visibility timeout " + seconds(visibility),
                    ("must be at least 6 x function timeout (%s) + batch window (%s) = %s, or a"
                                    + " message comes again while it is still worked on")
                            .formatted(seconds(timeout), seconds(window), seconds(least)));
        }
        if (visibility.compareTo(LONGEST_VISIBILITY) > 0) {
            findings.add("visibility timeout " + seconds(visibility), "must be at most " + seconds(LONGEST_VISIBILITY));
        }
        findings.checkWholeSeconds("visibility timeout", visibility);
    }

    private static void checkItemFailures(Findings findings, BatchPolicy batch) {
        if (!batch.reportItemFailures()) {
            findings.add("ReportBatchItemFailures off", "must be on, or one failed event brings its whole batch back");
        }
    }

    private static void checkDeadLetters(Findings findings, DeadLetterPolicy deadLetters) {
        findings.checkRange("maxReceiveCount", deadLetters.maxReceiveCount(), 1, 1_000);
        checkRetention(findings, deadLetters.retention());
    }

    private static void checkRetention(Findings findings, Duration retention) {
        findings.checkRange(
                "dead-letter retention", retention, Duration.ofMinutes(1), DeadLetterPolicy.LONGEST_RETENTION);
    }

    private static void checkCompute(Findings findings, ComputePolicy compute) {
        findings.checkRange("memory", compute.memoryMiB(), 128, 10_240);
        findings.checkRange("function timeout", compute.timeout(), Duration.ofSeconds(1), Duration.ofMinutes(15));
    }

    private static void checkReserved(Findings findings, ScalingPolicy scaling) {
        findings.checkRange("reserved concurrency", scaling.reservedConcurrency(), 1, 1_000);
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
    private static void checkWithinReserved(Findings findings, ScalingPolicy scaling) {
        scaling.maximumConcurrency()
                .ifPresent(maximum -> scaling.reservedConcurrency().ifPresent(reserved -> {
                    if (maximum > reserved) {
                        findings.add(
                                "maximum concurrency " + maximum,
                                ("must be at most the reserved concurrency (%d), or batches are"
                                                + " throttled and their messages come nearer to the dead-letter queue")
                                        .formatted(reserved));
                    }
                }));
    }

    private static void checkUnmappedScaling(Findings findings, ScalingPolicy scaling) {
        checkReserved(findings, scaling);
        checkNoMaximumConcurrency(findings, scaling);
        checkNoParallelization(findings, scaling);
    }

    private static void checkNoMaximumConcurrency(Findings findings, ScalingPolicy scaling) {
        scaling.maximumConcurrency()
                .ifPresent(maximum -> findings.add(
                        "maximum concurrency " + maximum, "must be unset, since only a queue's mapping has one"));
    }

    private static void checkNoParallelization(Findings findings, ScalingPolicy scaling) {
        scaling.parallelizationFactor()
                .ifPresent(factor -> findings.add(
                        "parallelization factor " + factor, "must be unset, since only a stream's mapping has one"));
    }
}
