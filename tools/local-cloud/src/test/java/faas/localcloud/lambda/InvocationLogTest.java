package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.lambda.InvocationResult.FailureKind;
import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Probes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InvocationLogTest {
    private final InvocationLog log = new InvocationLog();
    private final FunctionSpec function = Probes.function("F", Path.of("."), EchoProbe.class);

    @Test
    void a_function_that_was_never_invoked_is_listed_with_zeros() {
        log.register(function);

        FunctionFigures figures = log.figures().getFirst();
        assertThat(figures.name()).isEqualTo("F");
        assertThat(figures.trigger()).isEqualTo(Trigger.INVOKE);
        assertThat(figures.invocations()).isZero();
        assertThat(figures.durationMillis().getValueAtPercentile(50)).isZero();
    }

    @Test
    void time_outs_are_errors_and_throttles_are_no_invocations() {
        log.trigger(function, Trigger.SQS);
        log.coldStart(function, Duration.ofMillis(250));
        log.invoked(
                function,
                InvocationSource.sqs(10),
                new InvocationResult.Success("r", "1", "{}", ""),
                Duration.ofMillis(20));
        log.invoked(
                function,
                InvocationSource.sqs(5),
                new InvocationResult.FunctionError("r", "1", FailureKind.TIMEOUT, "{}", ""),
                Duration.ofSeconds(3));
        log.throttled(function);

        FunctionFigures figures = log.figures().getFirst();
        assertThat(figures.trigger()).isEqualTo(Trigger.SQS);
        assertThat(figures.invocations()).isEqualTo(2);
        assertThat(figures.events()).isEqualTo(15);
        assertThat(figures.errors()).isEqualTo(1);
        assertThat(figures.timeouts()).isEqualTo(1);
        assertThat(figures.throttles()).isEqualTo(1);
        assertThat(figures.coldStarts()).isEqualTo(1);
        assertThat(figures.initMillis().getMaxValue()).isEqualTo(250);
    }

    @Test
    void figures_are_a_snapshot() {
        FunctionSpec f = function;
        log.register(f);
        FunctionFigures before = log.figures().getFirst();

        log.invoked(
                f, InvocationSource.direct(), new InvocationResult.Success("r", "1", "{}", ""), Duration.ofMillis(1));

        assertThat(before.durationMillis().getTotalCount()).isZero();
    }
}
