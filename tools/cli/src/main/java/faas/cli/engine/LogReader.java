package faas.cli.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What functions logged, wherever it is kept. For one thread. */
public interface LogReader extends AutoCloseable {

    /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
    Duration LONGEST_RUN = Duration.ofMinutes(15);

    /** The logs of an engine's functions. */
    static LogReader of(EngineConnection engine) {
        return engine.logs().<LogReader>map(LogFiles::new).orElseGet(() -> new FunctionLogs(engine));
    }

    /**
     * The complete lines that came since the last call, in no order.
     *
     * @param functions the functions' deployed names
     * @param since lines that are older may be left out
     */
    List<LogLine> unread(Collection<String> functions, Instant since) throws IOException;

    /**
     * The lines that contain one of the texts, read before or not, oldest first.
     *
     * @param functions the functions' deployed names, all of one stage
     * @param texts ids, such as that of an order, a message or a request
     * @param since lines that are older may be left out
     * @throws EngineFailedException if the logs cannot be searched
     */
    List<LogLine> naming(Collection<String> functions, Collection<String> texts, Instant since)
            throws IOException, InterruptedException, EngineFailedException;

    @Override
    void close();
}
