package io.orderchannel.channel.payouts.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import faas.kit.LambdaRuntime;
import io.orderchannel.channel.payouts.application.InMemoryPayoutQueue;
import io.orderchannel.channel.payouts.application.InMemoryPayouts;
import io.orderchannel.channel.payouts.application.MeasurePayoutLag;
import io.orderchannel.channel.payouts.application.StartDrain;
import io.orderchannel.channel.payouts.domain.PayoutPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurePayoutLagHandlerTest {
    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryPayoutQueue queue = new InMemoryPayoutQueue();
    private final List<String> started = new ArrayList<>();

    @Test
    void the_lag_is_logged_counted_and_acted_upon() {
        queue.add("m1", "body");
        queue.add("m2", "body");

        invoke(started::add);

        assertThat(started).containsExactly("claim-1");
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("payout lag measured")
                        && line.contains("\"lag\":2")
                        && line.contains("\"decision\":\"START\"")
                        && line.contains("\"drainStarted\":true"))
                .anyMatch(line -> line.contains("\"PayoutLag\":2")
                        && line.contains("\"PayoutLagAge\":0")
                        && line.contains("\"DrainsStarted\":1"));
    }

    @Test
    void a_failure_is_logged_and_an_error_of_the_function() {
        queue.add("m1", "body");
        queue.add("m2", "body");

        assertThatThrownBy(() -> invoke(_ -> {
                    throw new IllegalStateException("no such function");
                }))
                .hasMessage("no such function");
        assertThat(runtime.lines()).anyMatch(line -> line.contains("payout lag not measured"));
    }

    private void invoke(StartDrain drains) {
        InMemoryPayouts payouts = new InMemoryPayouts();
        runtime.invoke(
                new MeasurePayoutLagHandler(
                        new MeasurePayoutLag(
                                queue,
                                payouts,
                                drains,
                                new PayoutPolicy(2, Duration.ofMinutes(1)),
                                Duration.ofMinutes(1),
                                () -> "claim-1",
                                Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC)),
                        runtime.invocations()),
                ScheduledEvent.class,
                Void.class,
                LambdaRuntime.event("scheduled"));
    }
}
