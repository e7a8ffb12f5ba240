package faas.cli;

import faas.cli.deadletters.DeadLetter;
import faas.cli.deadletters.FailureQueue;
import faas.cli.deadletters.HeldMessages;
import faas.cli.deadletters.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Lists the queues of dead letters. */
@Command(
        name = "dlq",
        header = "List dead-letter and failure queues, and what to do with their messages",
        description = """
                Lists every dead-letter queue and every queue for what a function's calls or a stream gave up: how \
                many messages it has to receive, how many more somebody has received and not deleted (in flight), \
                how long ago the oldest was first sent, and where they came from. SQS counts approximately.""",
        synopsisSubcommandLabel = "[show|redrive|drop]",
        commandListHeading = "%n",
        exitCodeList = {"0:the queues are listed", "2:no system is up, or it refuses"},
        subcommands = {DlqShowCommand.class, DlqRedriveCommand.class, DlqDropCommand.class})
final class DlqCommand implements Callable<Integer> {

    /** Messages of a queue that are looked at for the oldest. */
    private static final int LOOKED_AT = 100;

    @Mixin
    private DlqTarget target = new DlqTarget();

    @Mixin
    private Output out = new Output();

    private record Row(
            String queue,
            long messages,
            long inFlight,
            @Nullable Duration oldest,
            List<String> from) {}

    @Override
    public Integer call() throws Exception {
        return target.with(system -> {
            var rows = new ArrayList<Row>();
            for (var queue : system.queues()) {
                rows.add(row(system.sqs(), queue));
            }
            print(rows);
            out.figures(rows);
            return Main.DONE;
        });
    }

    private static Row row(SqsClient sqs, FailureQueue queue) {
        var visible = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        var hidden = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
        var counts = sqs.getQueueAttributes(get -> get.queueUrl(queue.url()).attributeNames(visible, hidden))
                .attributes();
        long waiting = Long.parseLong(counts.getOrDefault(visible, "0"));
        return new Row(
                queue.name(),
                waiting,
                Long.parseLong(counts.getOrDefault(hidden, "0")),
                waiting == 0 ? null : oldest(sqs, queue),
                queue.origins().stream().map(Origin::text).toList());
    }

    /** SQS tells the age of a message only to whom receives it. */
    private static @Nullable Duration oldest(SqsClient sqs, FailureQueue queue) {
        try (var held = new HeldMessages(sqs, queue.url())) {
            return DeadLetter.of(held.take(LOOKED_AT), queue).stream()
                    .map(DeadLetter::sent)
                    .min(Comparator.naturalOrder())
                    .map(sent -> Duration.between(sent, Instant.now()))
                    .orElse(null);
        }
    }

    private void print(List<Row> rows) {
        int width = rows.stream().mapToInt(row -> row.queue().length()).max().orElse(0);
        var line = "%-" + Math.max(width, "queue".length()) + "s  %8s  %9s  %8s  %s%n";
        out.text(line.formatted("queue", "messages", "in flight", "oldest", "from"));
        rows.forEach(row -> out.text(line.formatted(
                row.queue(),
                row.messages(),
                row.inFlight(),
                row.oldest() == null ? "" : age(row.oldest()),
                row.from().stream().collect(Collectors.joining(", ")))));
    }

    /** In its largest unit: {@code 3 min}. */
    static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }
}
