package faas.kit.log;

import faas.kit.json.JsonText;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Structured log of one invocation: one line of JSON an event, always with the function, its request id and how its
 * environment started, and with the correlation of the event that is being handled. Immutable; {@link #about} gives a log
 * for one event. Levels are those of Lambda's advanced logging controls
 * (<a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-logs.html">Working with Lambda function logs</a>).
 */
public final class Log {
    private static final int MOST_FRAMES = 12;

    /** Packages whose exceptions may cite what they were given. */
    private static final List<String> CITING = List.of("java.", "jdk.", "sun.", "com.sun.", "io.avaje.");

    private final Clock clock;
    private final Consumer<String> out;
    private final List<Field> common;
    private final @Nullable Correlation correlation;

    /**
     * @param clock time of each line
     * @param out takes complete lines, without line end
     * @param common fields of every line
     */
    public Log(Clock clock, Consumer<String> out, List<Field> common) {
        this(clock, out, List.copyOf(common), null);
    }

    private Log(Clock clock, Consumer<String> out, List<Field> common, @Nullable Correlation correlation) {
        this.clock = clock;
        this.out = out;
        this.common = common;
        this.correlation = correlation;
    }

    /** The log whose lines carry that correlation. */
    public Log about(Correlation of) {
        return new Log(clock, out, common, of);
    }

    /** The log whose lines carry those fields too. */
    public Log with(Field... further) {
        List<Field> all = new ArrayList<>(common);
        all.addAll(List.of(further));
        return new Log(clock, out, List.copyOf(all), correlation);
    }

    /** Something that was meant to happen. */
    public void info(String message, Field... fields) {
        line("INFO", message, null, fields);
    }

    /** Something that a later attempt is expected to put right. */
    public void warn(String message, Field... fields) {
        line("WARN", message, null, fields);
    }

    /**
     * A failure, with its cause: type, message and the innermost frames. The message is left out if the JDK or the JSON
     * library threw the cause, since it may cite a part of a message or a request.
     */
    public void error(String message, Throwable cause, Field... fields) {
        line("ERROR", message, cause, fields);
    }

    private void line(String level, String message, @Nullable Throwable cause, Field... fields) {
        out.accept(JsonText.object(line -> {
            line.put("timestamp", clock.instant()).put("level", level).put("message", message);
            for (Field field : common) {
                line.put(field.name(), field.value());
            }
            if (correlation != null) {
                line.put("correlationId", correlation.correlationId())
                        .put("causationId", correlation.causationId())
                        .put("traceparent", correlation.traceparent());
            }
            for (Field field : fields) {
                line.put(field.name(), field.value());
            }
            if (cause != null) {
                line.put("error", cause.getClass().getName())
                        .put("errorMessage", citesNothing(cause) ? cause.getMessage() : null)
                        .put("errorTrace", trace(cause));
            }
        }));
    }

    /**
     * Parsers of the JDK and of the JSON library cite their input. This project's own messages hold none of it, and
     * those of the AWS SDK name AWS resources.
     */
    private static boolean citesNothing(Throwable cause) {
        StackTraceElement[] frames = cause.getStackTrace();
        String origin = frames.length == 0 ? "" : frames[0].getClassName();
        return CITING.stream().noneMatch(origin::startsWith);
    }

    /** The innermost frames, the cause's own causes by name only: one line stays readable and far below its 256 KB. */
    private static String trace(Throwable cause) {
        StringBuilder trace = new StringBuilder();
        StackTraceElement[] frames = cause.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            trace.append(i == 0 ? "" : " < ").append(frames[i]);
        }
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            trace.append(" caused by ").append(inner.getClass().getName());
        }
        return trace.toString();
    }
}
