package faas.kit.log;

import faas.events.EventContext;
import faas.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Structured log: one line of JSON an event. Immutable; {@link #with} and {@link #about} give a log whose lines carry
 * more fields. Levels are those of Lambda's <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-logs.html">logs</a>.
 */
public final class Log {
    private static final int MOST_FRAMES = 12;

    /** Parsers of the JDK and of the JSON library cite their input; messages of the AWS SDK name AWS resources. */
    private static final List<String> CITING = List.of("java.", "jdk.", "sun.", "com.sun.", "tools.jackson.");

    private final Clock clock;
    private final Consumer<String> out;
    private final Map<String, @Nullable Object> fields;

    /** @param out takes complete lines, without line end */
    public Log(Clock clock, Consumer<String> out) {
        this(clock, out, Map.of());
    }

    private Log(Clock clock, Consumer<String> out, Map<String, @Nullable Object> fields) {
        this.clock = clock;
        this.out = out;
        this.fields = fields;
    }

    /** With what ties the lines to the event or request that they are about. */
    public Log about(EventContext context) {
        return with("correlationId", context.correlationId())
                .with("causationId", context.causationId())
                .with("traceparent", context.traceparent());
    }

    /** With one more field: an id, a count, a state; never personal data. Its value is one that a JsonObject takes. */
    public Log with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Log(clock, out, more);
    }

    /** Something that was meant to happen. */
    public void info(String message) {
        out.accept(line("INFO", message).toString());
    }

    /** Something that a later attempt is expected to put right. */
    public void warn(String message) {
        out.accept(line("WARN", message).toString());
    }

    /**
     * A failure, with its cause: type, innermost frames, and message. The message is left out if the JDK or the JSON
     * library threw the cause, since it may cite a part of a message or a request.
     */
    public void error(String message, Throwable cause) {
        StackTraceElement[] frames = cause.getStackTrace();
        String origin = frames.length == 0 ? "" : frames[0].getClassName();
        boolean cites = CITING.stream().anyMatch(origin::startsWith);
        out.accept(line("ERROR", message)
                .put("error", cause.getClass().getName())
                .put("errorMessage", cites ? null : cause.getMessage())
                .put("errorTrace", trace(cause, frames))
                .toString());
    }

    private JsonObject line(String level, String message) {
        JsonObject line = new JsonObject()
                .put("timestamp", clock.instant())
                .put("level", level)
                .put("message", message);
        fields.forEach(line::put);
        return line;
    }

    /** The innermost frames, the cause's own causes by name only: one line stays readable and far below its 256 KB. */
    private static String trace(Throwable cause, StackTraceElement[] frames) {
        StringBuilder trace = new StringBuilder();
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            trace.append(i == 0 ? "" : " < ").append(frames[i]);
        }
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            trace.append(" caused by ").append(inner.getClass().getName());
        }
        return trace.toString();
    }
}
