package faas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.cli.deadletters.DeadLetter;
import faas.cli.deadletters.FailureQueue;
import faas.cli.deadletters.HeldMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes dead letters, after writing them to a file. */
@Command(
        name = "drop",
        header = "Write messages of a queue to a file, and delete them",
        description = """
                Writes the chosen messages to a new file that only you can read, one JSON object a line, and deletes \
                them from the queue once the file is on disk. Interrupted before, it deletes none; later, what is \
                left in the queue is in the file as well. At most 1,000 messages at a time.""",
        exitCodeList = {
            "0:every chosen message is in the file and deleted",
            "2:there is no such queue or message, the file cannot be made, no system is up, or it refuses"
        })
final class DlqDropCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "QUEUE", description = "The queue, as ./faas dlq lists it, with its stage or without")
    private String name = "";

    @Option(names = "--to", paramLabel = "PATH", required = true, description = "The file, which must not exist")
    private Path file = Path.of("");

    @Option(names = "--all", description = "Every message")
    private boolean all;

    @Mixin
    private DlqChoice choice = new DlqChoice();

    @Mixin
    private DlqTarget target = new DlqTarget();

    @Mixin
    private Output out = new Output();

    private record Report(String queue, String file, List<String> dropped) {}

    @Override
    public Integer call() throws Exception {
        if (choice.isEverything() != all) {
            throw new UserErrorException("expected --ids, --match or --all, and --all alone");
        }
        return target.with(system -> {
            var queue = system.queue(name);
            try (var held = new HeldMessages(system.sqs(), queue.url())) {
                var chosen = choice.of(DeadLetter.of(held.take(HeldMessages.MOST), queue));
                if (!chosen.isEmpty()) {
                    write(chosen, queue);
                    chosen.forEach(letter -> held.delete(letter.message()));
                }
                out.text("%d dropped%s%n".formatted(chosen.size(), chosen.isEmpty() ? "" : ", and kept in " + file));
                out.figures(new Report(
                        queue.name(),
                        file.toString(),
                        chosen.stream().map(DeadLetter::id).toList()));
            }
            return Main.DONE;
        });
    }

    /** Returns once the disk has it. */
    private void write(List<DeadLetter> letters, FailureQueue queue) throws UserErrorException {
        var text = new StringBuilder();
        letters.forEach(letter -> text.append(line(letter, queue)).append('\n'));
        var onlyMine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.createFile(file, onlyMine);
        } catch (FileAlreadyExistsException e) {
            throw new UserErrorException("--to " + file + ": exists already; nothing was dropped");
        } catch (IOException e) {
            throw new UserErrorException("--to " + file + ": cannot be made (" + e + "); nothing was dropped");
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            var _ = file.toFile().delete();
            throw new UserErrorException("--to " + file + ": cannot be written (" + e + "); nothing was dropped");
        }
    }

    private static ObjectNode line(DeadLetter letter, FailureQueue queue) {
        var message = letter.message();
        var line = JSON.createObjectNode().put("queue", queue.name()).put("messageId", message.messageId());
        var system = line.putObject("attributes");
        message.attributesAsStrings().forEach(system::put);
        var own = line.putObject("messageAttributes");
        message.messageAttributes().forEach((key, value) -> {
            var attribute = own.putObject(key).put("dataType", value.dataType());
            if (value.stringValue() != null) {
                attribute.put("stringValue", value.stringValue());
            }
            if (value.binaryValue() != null) {
                attribute.put("binaryValue", value.binaryValue().asByteArray());
            }
        });
        return line.put("body", message.body());
    }
}
