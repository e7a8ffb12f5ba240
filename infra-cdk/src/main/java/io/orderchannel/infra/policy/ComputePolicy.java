package io.orderchannel.infra.policy;

import java.time.Duration;

/**
 * What one execution environment gets, and how long one invocation may take.
 *
 * @param memoryMiB memory, 128 to 10,240 MiB; processor time grows with it
 * @param timeout 1 s to 15 min; the environment is killed when an invocation passes it
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda quotas</a>
 */
public record ComputePolicy(int memoryMiB, Duration timeout) {
    public ComputePolicy withMemoryMiB(int memoryMiB) {
        return new ComputePolicy(memoryMiB, timeout);
    }

    public ComputePolicy withTimeout(Duration timeout) {
        return new ComputePolicy(memoryMiB, timeout);
    }
}
