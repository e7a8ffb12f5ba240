package faas.localcloud.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.localcloud.async.RetryPolicy.Next;
import faas.localcloud.lambda.InvocationResult.FailureKind;
import faas.localcloud.lambda.InvocationResult.FunctionError;
import faas.localcloud.lambda.InvocationSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Instant ACCEPTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final FunctionError ERROR = new FunctionError("r", "1", FailureKind.HANDLER, "{}", "");

    private final QueuedEvent event = QueuedEvent.accepted("r", "live", "{}", InvocationSource.async(), ACCEPTED);

    @Test
    void a_function_error_is_retried_after_one_minute_and_then_after_two() {
        RetryPolicy policy = policy(EventInvokeConfig.DEFAULT);

        QueuedEvent once = event.failed(ERROR);
        QueuedEvent twice = once.failed(ERROR);

        assertThat(policy.afterFunctionError(once, ACCEPTED)).isEqualTo(new Next.TryAgain(Duration.ofMinutes(1)));
        assertThat(policy.afterFunctionError(twice, ACCEPTED)).isEqualTo(new Next.TryAgain(Duration.ofMinutes(2)));
        assertThat(policy.afterFunctionError(twice.failed(ERROR), ACCEPTED))
                .isEqualTo(new Next.GiveUp(Condition.RETRIES_EXHAUSTED));
    }

    @Test
    void without_retries_the_first_function_error_is_the_last() {
        assertThat(policy(config(0, Duration.ofHours(6))).afterFunctionError(event.failed(ERROR), ACCEPTED))
                .isEqualTo(new Next.GiveUp(Condition.RETRIES_EXHAUSTED));
    }

    @Test
    void throttles_double_the_wait_from_a_second_to_five_minutes_and_are_no_attempts() {
        RetryPolicy policy = policy(config(0, Duration.ofHours(6)));
        List<Long> seconds = new ArrayList<>();
        QueuedEvent refused = event;
        for (int i = 0; i < 12; i++) {
            refused = refused.refused();
            seconds.add(((Next.TryAgain) policy.afterRefusal(refused, ACCEPTED))
                    .delay()
                    .toSeconds());
        }

        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
        assertThat(refused.invocations()).isZero();
    }

    @Test
    void the_backoff_begins_anew_after_the_function_ran() {
        QueuedEvent again = event.refused().refused().failed(ERROR).refused();

        assertThat(policy(EventInvokeConfig.DEFAULT).afterRefusal(again, ACCEPTED))
                .isEqualTo(new Next.TryAgain(Duration.ofSeconds(1)));
    }

    @Test
    void a_retry_that_would_come_too_late_is_not_waited_for() {
        RetryPolicy policy = policy(config(2, Duration.ofSeconds(90)));
        QueuedEvent failed = event.failed(ERROR);

        assertThat(policy.afterFunctionError(failed, ACCEPTED.plusSeconds(30)))
                .isEqualTo(new Next.TryAgain(Duration.ofMinutes(1)));
        assertThat(policy.afterFunctionError(failed, ACCEPTED.plusSeconds(31)))
                .isEqualTo(new Next.GiveUp(Condition.EVENT_AGE_EXCEEDED));
        assertThat(policy.afterRefusal(event.refused(), ACCEPTED.plusSeconds(90)))
                .isEqualTo(new Next.GiveUp(Condition.EVENT_AGE_EXCEEDED));
        assertThat(policy.tooOld(event, ACCEPTED.plusSeconds(90))).isFalse();
        assertThat(policy.tooOld(event, ACCEPTED.plusSeconds(91))).isTrue();
    }

    @Test
    void settings_that_aws_does_not_know_are_refused() {
        assertThatThrownBy(() -> config(3, Duration.ofHours(1))).hasMessageContaining("retry attempts 3");
        assertThatThrownBy(() -> config(0, Duration.ZERO)).hasMessageContaining("event age PT0S");
    }

    private static RetryPolicy policy(EventInvokeConfig config) {
        return new RetryPolicy(config, Duration.ofMinutes(1));
    }

    private static EventInvokeConfig config(int retries, Duration age) {
        return new EventInvokeConfig(retries, age, Optional.empty(), Optional.empty());
    }
}
