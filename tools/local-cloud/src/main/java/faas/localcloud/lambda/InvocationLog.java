package faas.localcloud.lambda;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.HdrHistogram.Histogram;

/** The engine's own record of invocations, from which reports are made. Safe for use by several threads. */
public final class InvocationLog {
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    private final ConcurrentSkipListMap<String, Entry> functions = new ConcurrentSkipListMap<>();

    /** Makes the function appear in reports, invoked or not. */
    public void register(FunctionSpec function) {
        entry(function);
    }

    /** What the function is connected to; until told, and for direct calls, {@link Trigger#INVOKE}. */
    public void trigger(FunctionSpec function, Trigger trigger) {
        Entry entry = entry(function);
        synchronized (entry) {
            entry.trigger = trigger;
        }
    }

    /** A snapshot by function name; later invocations do not change it. */
    public List<FunctionFigures> figures() {
        return functions.entrySet().stream()
                .map(named -> named.getValue().figures(named.getKey()))
                .toList();
    }

    void coldStart(FunctionSpec function, Duration init) {
        Entry entry = entry(function);
        synchronized (entry) {
            entry.coldStarts++;
            entry.initMillis.recordValue(bounded(init));
        }
    }

    /** What the first invocation of an environment took, its init not included. */
    void firstInvocation(FunctionSpec function, Duration duration) {
        Entry entry = entry(function);
        synchronized (entry) {
            entry.firstInvocationMillis.recordValue(bounded(duration));
        }
    }

    void throttled(FunctionSpec function) {
        Entry entry = entry(function);
        synchronized (entry) {
            entry.throttles++;
        }
    }

    void invoked(FunctionSpec function, InvocationSource source, InvocationResult result, Duration duration) {
        Entry entry = entry(function);
        synchronized (entry) {
            entry.invocations++;
            entry.events += source.events();
            entry.durationMillis.recordValue(bounded(duration));
            if (result instanceof InvocationResult.FunctionError error) {
                entry.errors++;
                entry.timeouts += error.kind() == InvocationResult.FailureKind.TIMEOUT ? 1 : 0;
                entry.exits += error.kind() == InvocationResult.FailureKind.EXIT ? 1 : 0;
            }
        }
    }

    /** Counts what became of an asynchronous event. */
    public void async(FunctionSpec function, AsyncStep step) {
        Entry entry = entry(function);
        synchronized (entry) {
            entry.async.merge(step, 1L, Long::sum);
        }
    }

    private Entry entry(FunctionSpec function) {
        return functions.computeIfAbsent(function.name(), _ -> new Entry());
    }

    private static long bounded(Duration duration) {
        return Math.clamp(duration.toMillis(), 0, LONGEST_MILLIS);
    }

    /** Guarded by its own monitor. */
    private static final class Entry {
        private Trigger trigger = Trigger.INVOKE;
        private long invocations;
        private long coldStarts;
        private long errors;
        private long timeouts;
        private long exits;
        private long throttles;
        private long events;
        private final Map<AsyncStep, Long> async = new EnumMap<>(AsyncStep.class);
        private final Histogram initMillis = new Histogram(LONGEST_MILLIS, 3);
        private final Histogram firstInvocationMillis = new Histogram(LONGEST_MILLIS, 3);
        private final Histogram durationMillis = new Histogram(LONGEST_MILLIS, 3);

        private synchronized FunctionFigures figures(String name) {
            return new FunctionFigures(
                    name,
                    trigger,
                    invocations,
                    coldStarts,
                    errors,
                    timeouts,
                    exits,
                    throttles,
                    events,
                    asyncFigures(),
                    initMillis.copy(),
                    firstInvocationMillis.copy(),
                    durationMillis.copy());
        }

        private AsyncFigures asyncFigures() {
            long done = count(AsyncStep.SUCCEEDED) + count(AsyncStep.DROPPED) + count(AsyncStep.TO_DESTINATION);
            return new AsyncFigures(
                    count(AsyncStep.QUEUED),
                    count(AsyncStep.QUEUED) - done,
                    count(AsyncStep.RETRIED),
                    count(AsyncStep.DROPPED),
                    count(AsyncStep.TO_DESTINATION));
        }

        private long count(AsyncStep step) {
            return async.getOrDefault(step, 0L);
        }
    }
}
