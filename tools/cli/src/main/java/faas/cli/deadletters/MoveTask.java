package faas.cli.deadletters;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;

/**
 * Lets SQS move a whole dead-letter queue back by itself. It does so only for dead-letter queues of queues, and one
 * task at a time. What this process does not see to its end goes on without it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html">StartMessageMoveTask</a>
 */
public final class MoveTask {

    private static final String RUNNING = "RUNNING";
    private static final String COMPLETED = "COMPLETED";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private MoveTask() {}

    /**
     * What came of it.
     *
     * @param moved messages, as SQS counts
     * @param held messages that stay since somebody has received them, as SQS counted both before and after: a count
     *     may be a minute old
     * @param failure why not all were moved
     */
    public record Result(long moved, long held, Optional<String> failure) {}

    /** Moves every message that nobody holds, after a task that an earlier run has started. */
    public static Result run(SqsClient sqs, FailureQueue queue) throws InterruptedException {
        awaitEnd(sqs, queue);
        long heldBefore = HeldMessages.inFlight(sqs, queue.url());
        sqs.startMessageMoveTask(start -> {
            start.sourceArn(queue.arn());
            // Without a destination SQS goes by what it noted when it moved a message here.
            if (queue.origins().size() == 1 && queue.origins().getFirst() instanceof Origin.OfQueue origin) {
                start.destinationArn(origin.arn());
            }
        });
        var task = awaitEnd(sqs, queue);
        return new Result(
                task.map(ListMessageMoveTasksResultEntry::approximateNumberOfMessagesMoved)
                        .orElse(0L),
                Math.min(heldBefore, HeldMessages.inFlight(sqs, queue.url())),
                task.filter(ended -> !ended.status().equals(COMPLETED))
                        .map(ended ->
                                ended.status() + (ended.failureReason() == null ? "" : ": " + ended.failureReason())));
    }

    /** The latest task once it runs no longer; empty if there was none. */
    private static Optional<ListMessageMoveTasksResultEntry> awaitEnd(SqsClient sqs, FailureQueue queue)
            throws InterruptedException {
        while (true) {
            var task = latest(sqs, queue).findFirst();
            if (task.filter(one -> one.status().equals(RUNNING)).isEmpty()) {
                return task;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** The latest comes first. */
    private static Stream<ListMessageMoveTasksResultEntry> latest(SqsClient sqs, FailureQueue queue) {
        return sqs.listMessageMoveTasks(list -> list.sourceArn(queue.arn()).maxResults(1)).results().stream();
    }
}
