package faas.localcloud.lambda;

import org.HdrHistogram.Histogram;

/**
 * What the engine saw of one function since it started.
 *
 * @param errors invocations that ended in a function error; time-outs are among them, as in CloudWatch's {@code Errors}
 * @param exits errors of invocations whose process ended before they did, by a kill for example
 * @param throttles refused invocations, not among the invocations
 * @param events records handed over, redeliveries included
 * @param async of events handed over asynchronously
 * @param initMillis process start to the first request for work, one value a cold start
 * @param firstInvocationMillis one value a cold start, without its init
 * @param durationMillis one value an invocation
 */
public record FunctionFigures(
        String name,
        Trigger trigger,
        long invocations,
        long coldStarts,
        long errors,
        long timeouts,
        long exits,
        long throttles,
        long events,
        AsyncFigures async,
        Histogram initMillis,
        Histogram firstInvocationMillis,
        Histogram durationMillis) {}
