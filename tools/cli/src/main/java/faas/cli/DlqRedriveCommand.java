package faas.cli;

import faas.cli.deadletters.DeadLetter;
import faas.cli.deadletters.FailureQueue;
import faas.cli.deadletters.HeldMessages;
import faas.cli.deadletters.MoveTask;
import faas.cli.deadletters.Redelivery;
import faas.cli.engine.AwsClients;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends dead letters back. */
@Command(
        name = "redrive",
        header = "Send messages of a queue back to where they came from",
        description = """
                Sends each message back: to its queue, to its function as an asynchronous call, to the function that \
                reads the stream, or to the relay, and then deletes it here. A message that cannot be sent back, or \
                whose function fails, stays. Mend the cause first.%n%n\
                It can be interrupted at any time and run again: a message that was sent and not yet deleted is sent \
                once more, and its consumer recognises the repeat. What an interrupted run held comes into sight \
                after 30 s, for which the next run waits. A whole dead-letter queue of a queue is moved by SQS \
                itself, which also goes on if this is interrupted, and does not wait: messages that are held stay, \
                and their number is told. Otherwise at most 1,000 messages at a time.""",
        exitCodeList = {
            "0:every chosen message was sent back",
            "1:some were not, or came back at once",
            "2:there is no such queue or message, no system is up, or it refuses"
        })
final class DlqRedriveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "QUEUE", description = "The queue, as ./faas dlq lists it, with its stage or without")
    private String name = "";

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing")
    private boolean dryRun;

    @Mixin
    private DlqChoice choice = new DlqChoice();

    @Mixin
    private DlqTarget target = new DlqTarget();

    @Mixin
    private Output out = new Output();

    private record Sent(String id, String to) {}

    private record Kept(String id, String reason) {}

    /** @param stopped why SQS did not move all messages; null where it did */
    private record Report(
            String queue,
            boolean dryRun,
            long redriven,
            List<Sent> sent,
            List<Kept> kept,
            long cameBack,
            long held,
            @Nullable String stopped) {
        int code() {
            return kept.isEmpty() && cameBack == 0 && held == 0 && stopped == null ? Main.DONE : Main.FAILED;
        }
    }

    @Override
    public Integer call() throws Exception {
        return target.with(system -> {
            var queue = system.queue(name);
            var report = queue.isOfQueuesOnly() && choice.isEverything() && !dryRun
                    ? moved(system, queue)
                    : sent(system, queue);
            out.text("%d %s%s%s%s%s%n"
                    .formatted(
                            report.redriven(),
                            dryRun ? "would be redriven" : "redriven",
                            report.kept().isEmpty() ? "" : ", " + report.kept().size() + " kept",
                            report.cameBack() == 0
                                    ? ""
                                    : ", " + report.cameBack() + " came back at once: see ./faas dlq show " + name,
                            report.held() == 0
                                    ? ""
                                    : ", " + report.held() + " stay, which another run holds, or held until it was"
                                            + " interrupted: redrive again after 30 s",
                            report.stopped() == null ? "" : ", then SQS stopped: " + report.stopped()));
            out.figures(report);
            return report.code();
        });
    }

    private Report moved(DlqTarget.Site system, FailureQueue queue) throws InterruptedException {
        var result = MoveTask.run(system.sqs(), queue);
        return new Report(
                queue.name(),
                false,
                result.moved(),
                List.of(),
                List.of(),
                0,
                result.held(),
                result.failure().orElse(null));
    }

    private Report sent(DlqTarget.Site system, FailureQueue queue) throws InterruptedException, UserErrorException {
        var sent = new ArrayList<Sent>();
        var kept = new ArrayList<Kept>();
        var positions = new HashSet<String>();
        try (var held = new HeldMessages(system.sqs(), queue.url());
                var redelivery = new Redelivery(system.engine(), system.sqs())) {
            var messages = held.takeAlsoWhatOthersHold(
                    HeldMessages.MOST,
                    others -> System.err.println("Waiting for " + others
                            + " messages that another run holds, or held until it was interrupted"));
            for (var letter : choice.of(DeadLetter.of(messages, queue))) {
                switch (redelivery.way(letter)) {
                    case Redelivery.Way.Closed(String reason) -> keep(letter, reason, kept);
                    case Redelivery.Way.Open open -> {
                        var refused = dryRun ? Optional.<String>empty() : send(open, letter, held, sent.size());
                        if (refused.isPresent()) {
                            keep(letter, refused.get(), kept);
                        } else {
                            sent.add(new Sent(letter.id(), open.to()));
                            letter.position().ifPresent(positions::add);
                            out.text("%s %s to %s%n".formatted(letter.id(), dryRun ? "would go" : "sent", open.to()));
                        }
                    }
                }
            }
            long cameBack = dryRun || positions.isEmpty() ? 0 : cameBack(held, queue, positions);
            return new Report(queue.name(), dryRun, sent.size(), sent, kept, cameBack, 0, null);
        }
    }

    private void keep(DeadLetter letter, String reason, List<Kept> kept) {
        kept.add(new Kept(letter.id(), reason));
        out.text("%s stays: %s%n".formatted(letter.id(), reason));
    }

    /** Sends, and then deletes; in the other order a crash between the two would lose the message. */
    private static Optional<String> send(Redelivery.Way.Open way, DeadLetter letter, HeldMessages held, int before)
            throws UserErrorException {
        try {
            var refused = way.sending().get();
            if (refused.isEmpty()) {
                held.delete(letter.message());
            }
            return refused;
        } catch (AwsServiceException e) {
            if (e.statusCode() == 403) {
                throw new UserErrorException("after " + before + " messages refused: " + AwsClients.said(e)
                        + "; message " + letter.id() + " stays");
            }
            return Optional.of(AwsClients.said(e));
        } catch (SdkException e) {
            throw new UserErrorException("after " + before + " messages the engine does not answer: " + e.getMessage()
                    + "; message " + letter.id() + " stays, and may have been sent");
        }
    }

    /** A relay that cannot publish an event either sends it here again, and answers as if all was well. */
    private static long cameBack(HeldMessages held, FailureQueue queue, Set<String> positions) {
        return DeadLetter.of(held.take(HeldMessages.MOST), queue).stream()
                .flatMap(letter -> letter.position().stream())
                .filter(positions::contains)
                .distinct()
                .count();
    }
}
