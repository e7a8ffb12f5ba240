package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Probes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitsTest {
    private final ConcurrencyLimits limits = new ConcurrencyLimits(3);
    private final FunctionSpec a = function("a");
    private final FunctionSpec b = function("b");
    private final FunctionSpec reserved = Probes.withReservedConcurrency(function("r"), 1);

    @Test
    void functions_share_what_no_function_has_reserved() {
        limits.register(a);
        limits.register(b);
        limits.register(reserved);

        assertThat(limits.unreserved()).isEqualTo(2);
        assertThat(limits.tryAcquire(a)).isEmpty();
        assertThat(limits.tryAcquire(b)).isEmpty();
        assertThat(limits.tryAcquire(a)).contains("ConcurrentInvocationLimitExceeded");
        limits.release(b);
        assertThat(limits.tryAcquire(a)).isEmpty();
    }

    @Test
    void reserved_concurrency_is_for_one_function_and_bounds_it() {
        limits.register(a);
        limits.register(reserved);
        assertThat(limits.tryAcquire(a)).isEmpty();
        assertThat(limits.tryAcquire(a)).isEmpty();

        assertThat(limits.tryAcquire(reserved)).isEmpty();
        assertThat(limits.tryAcquire(reserved)).contains("ReservedFunctionConcurrentInvocationLimitExceeded");
        limits.release(reserved);
        assertThat(limits.tryAcquire(reserved)).isEmpty();
    }

    @Test
    void more_than_the_account_has_cannot_be_reserved() {
        limits.register(Probes.withReservedConcurrency(a, 3));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.register(reserved))
                .withMessage("r: reserved concurrency 1, but of the account's 3 only 0 are left");
    }

    private static FunctionSpec function(String name) {
        return Probes.function(name, Path.of("."), EchoProbe.class);
    }
}
