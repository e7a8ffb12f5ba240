package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Probes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitsTest {
    private final ConcurrencyLimits limits = new ConcurrencyLimits(3);
    private final FunctionSpec a = function("a");
    private final FunctionSpec b = function("b");
    private final FunctionSpec reserved = Probes.withReservedConcurrency(function("r"), 1);

    @Test
    void functions_share_what_no_function_has_reserved() {
        limits.register(List.of(a));
        limits.register(List.of(b));
        limits.register(List.of(reserved));

        assertThat(limits.unreserved()).isEqualTo(2);
        assertThat(limits.tryAcquire(a)).isEmpty();
        assertThat(limits.tryAcquire(b)).isEmpty();
        assertThat(limits.tryAcquire(a)).contains("ConcurrentInvocationLimitExceeded");
        limits.release(b);
        assertThat(limits.tryAcquire(a)).isEmpty();
    }

    @Test
    void reserved_concurrency_is_for_one_function_and_bounds_it() {
        limits.register(List.of(a));
        limits.register(List.of(reserved));
        assertThat(limits.tryAcquire(a)).isEmpty();
        assertThat(limits.tryAcquire(a)).isEmpty();

        assertThat(limits.tryAcquire(reserved)).isEmpty();
        assertThat(limits.tryAcquire(reserved)).contains("ReservedFunctionConcurrentInvocationLimitExceeded");
        limits.release(reserved);
        assertThat(limits.tryAcquire(reserved)).isEmpty();
    }

    @Test
    void more_than_the_account_has_cannot_be_reserved() {
        limits.register(List.of(Probes.withReservedConcurrency(a, 3)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.register(List.of(reserved)))
                .withMessage("r: reserved concurrency 1, but of the account's 3 only 0 are left");
    }

    @Test
    void what_functions_reserve_is_replaced_for_all_of_them_or_for_none() {
        limits.register(List.of(a, Probes.withReservedConcurrency(b, 3)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits.register(
                        List.of(Probes.withReservedConcurrency(b, 1), Probes.withReservedConcurrency(a, 3))));
        assertThat(limits.unreserved()).isZero();

        limits.register(List.of(Probes.withReservedConcurrency(a, 1), Probes.withReservedConcurrency(b, 1)));
        assertThat(limits.unreserved()).isEqualTo(1);
    }

    @Test
    void an_invocation_under_way_is_counted_as_it_began_when_its_function_reserves_concurrency() {
        limits.register(List.of(a, b));
        assertThat(limits.tryAcquire(a)).isEmpty();
        FunctionSpec reserving = Probes.withReservedConcurrency(a, 1);

        limits.register(List.of(reserving));
        assertThat(limits.tryAcquire(reserving)).contains("ReservedFunctionConcurrentInvocationLimitExceeded");
        limits.release(a);

        assertThat(limits.tryAcquire(reserving)).isEmpty();
        assertThat(limits.tryAcquire(b)).isEmpty();
        assertThat(limits.tryAcquire(b)).isEmpty();
        assertThat(limits.tryAcquire(b)).contains("ConcurrentInvocationLimitExceeded");
    }

    private static FunctionSpec function(String name) {
        return Probes.function(name, Path.of("."), EchoProbe.class);
    }
}
