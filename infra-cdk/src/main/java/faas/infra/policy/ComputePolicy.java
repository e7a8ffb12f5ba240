package faas.infra.policy;

import java.time.Duration;

/**
 * What one execution environment gets, and how long one invocation may take.
 *
 * <p>The rule for memory, since processor time grows with it, to one whole processor at 1,769 MiB:
 *
 * <ul>
 *   <li>{@link #STANDARD_MIB}: one kind of event or request, whose work is a call or two: a relay, a read, a poll
 *   <li>{@link #GENEROUS_MIB}: several event types, whose costs differ, so that the dearest of them is not the one that
 *       is too slow; and work that somebody waits for, in which the cold start counts. A function that takes several
 *       event types with less does not synthesize.
 * </ul>
 *
 * @param memoryMiB memory, 128 to 10,240 MiB
 * @param timeout 1 s to 15 min; the environment is killed when an invocation passes it
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda quotas</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Memory and processor time</a>
 */
public record ComputePolicy(int memoryMiB, Duration timeout) {
    /** For one kind of event or request, with a call or two. */
    public static final int STANDARD_MIB = 512;

    /** For several event types, and for what somebody waits for. */
    public static final int GENEROUS_MIB = 1024;

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

    /** {@value #STANDARD_MIB} MiB for 10 s. */
    public static ComputePolicy standard() {
        return standard(USUAL_TIMEOUT);
    }

    public static ComputePolicy standard(Duration timeout) {
        return new ComputePolicy(STANDARD_MIB, timeout);
    }

    /** {@value #GENEROUS_MIB} MiB for 10 s. */
    public static ComputePolicy generous() {
        return generous(USUAL_TIMEOUT);
    }

    public static ComputePolicy generous(Duration timeout) {
        return new ComputePolicy(GENEROUS_MIB, timeout);
    }

    public ComputePolicy withMemoryMiB(int memoryMiB) {
        return new ComputePolicy(memoryMiB, timeout);
    }

    public ComputePolicy withTimeout(Duration timeout) {
        return new ComputePolicy(memoryMiB, timeout);
    }
}
