package faas.cli;

import faas.cli.deadletters.Causes;
import faas.cli.deadletters.DeadLetter;
import faas.cli.deadletters.HeldMessages;
import faas.cli.deadletters.Redelivery;
import faas.cli.engine.LogLine;
import faas.cli.engine.LogReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows dead letters. */
@Command(
        name = "show",
        header = "Show the messages of a queue: what they were, why they failed",
        description = """
                Prints each message as what it was, when it was first sent, how often it was tried, why it failed, \
                where redrive would send it, and what it holds. Why it failed is the last error or warning that a \
                function logged about it, and what the message itself says. On AWS this is a search of Logs \
                Insights, which is billed by the logs since the oldest message was sent. The messages stay in the \
                queue; for the seconds that this takes nobody else gets them. The text of a message may hold \
                personal data.""",
        exitCodeList = {"0:the messages are shown", "2:there is no such queue, no system is up, or it refuses"})
final class DlqShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "QUEUE", description = "The queue, as ./faas dlq lists it, with its stage or without")
    private String name = "";

    @Option(names = "--limit", paramLabel = "N", description = "Show at most so many (default: ${DEFAULT-VALUE})")
    private int limit = 20;

    @Mixin
    private DlqTarget target = new DlqTarget();

    @Mixin
    private Output out = new Output();

    private record Shown(
            String id,
            Instant sent,
            String was,
            String tries,
            String reason,
            @Nullable String log,
            @Nullable String noLog,
            @Nullable String redriveTo,
            @Nullable String notRedrivable,
            String body,
            @Nullable String payload) {}

    @Override
    public Integer call() throws Exception {
        if (limit < 1 || limit > HeldMessages.MOST) {
            throw new UserErrorException("--limit " + limit + ": expected 1 to " + HeldMessages.MOST);
        }
        return target.with(system -> {
            var queue = system.queue(name);
            try (var held = new HeldMessages(system.sqs(), queue.url());
                    var redelivery = new Redelivery(system.engine(), system.sqs());
                    var logs = LogReader.of(system.engine())) {
                var causes = new Causes(logs);
                var letters = DeadLetter.of(held.take(limit), queue);
                var noLog = causes.read(queue, letters).map(reason -> "cannot be read: " + reason);
                var shown = new ArrayList<Shown>();
                for (var letter : letters) {
                    shown.add(shown(
                            letter,
                            redelivery.way(letter),
                            causes.last(letter).map(LogLine::readable).orElse(null),
                            noLog.orElse("no line of a function names it")));
                }
                print(shown);
                out.figures(shown);
            }
            return Main.DONE;
        });
    }

    private static Shown shown(DeadLetter letter, Redelivery.Way way, @Nullable String log, String noLog) {
        var open = way instanceof Redelivery.Way.Open found ? found : null;
        var body = letter.message().body();
        return new Shown(
                letter.id(),
                letter.sent(),
                letter.content().text(),
                letter.content().tries(),
                letter.content().reason(),
                log,
                log == null ? noLog : null,
                open == null ? null : open.to(),
                way instanceof Redelivery.Way.Closed closed ? closed.reason() : null,
                body,
                open == null || open.payload().equals(body) ? null : open.payload());
    }

    private void print(List<Shown> all) {
        var now = Instant.now();
        for (var one : all) {
            out.text(one.id() + "\n");
            print("was", one.was());
            print("sent", one.sent() + ", " + DlqCommand.age(Duration.between(one.sent(), now)) + " ago");
            print("tried", one.tries());
            print("why", one.reason());
            print("log", one.log() == null ? one.noLog() : one.log());
            print("back to", one.redriveTo());
            print("stays", one.notRedrivable());
            print("holds", one.payload() == null ? one.body() : one.payload());
            out.text("\n");
        }
        out.text(all.size() + (all.size() == 1 ? " message" : " messages")
                + (all.size() < limit ? "" : ", as --limit allows") + "\n");
    }

    private void print(String what, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            out.text("  %-8s %s%n".formatted(what, text));
        }
    }
}
