package faas.localcloud.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log stream of one environment: a file to which the process writes its standard output and error, and the engine
 * its START, END and REPORT lines. Both append, so the lines of one invocation stand between its START and END.
 */
final class EnvironmentLog {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentLog.class);
    private static final int TAIL_BYTES = 4096;

    /** Whether a log of this engine lost a line: a full disk loses lines of every function. */
    private static final AtomicBoolean INCOMPLETE = new AtomicBoolean();

    private final Path file;

    EnvironmentLog(Path directory, String environmentId) {
        this.file = directory.resolve(environmentId + ".log");
        try {
            Files.createDirectories(directory);
            Files.createFile(file);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    Path file() {
        return file;
    }

    /** A line that the disk does not take is lost and fails no invocation; the first one is told. */
    void append(String line) {
        try {
            Files.writeString(file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            if (!INCOMPLETE.getAndSet(true)) {
                LOG.warn("log {} is incomplete, and others may be, too: {}", file, e.toString());
            }
        }
    }

    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What was written since {@code from}; of a long text the last 4 KiB, as {@code X-Amz-Log-Result} shows. */
    String tail(long from) {
        return read(Math.max(from, size() - TAIL_BYTES));
    }

    String read(long from) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer text = ByteBuffer.allocate(Math.toIntExact(channel.size() - from));
            while (text.hasRemaining() && channel.read(text, from + text.position()) > 0) {
                // Until full or at the end of the file.
            }
            return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("log " + file, e);
    }
}
