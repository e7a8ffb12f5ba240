package io.orderchannel.channel.payouts.handler;

import static io.orderchannel.channel.payouts.application.DeliveredFixture.delivered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.EventCodec;
import faas.kit.FakeContext;
import faas.kit.LambdaRuntime;
import io.orderchannel.channel.payouts.application.DrainPayouts;
import io.orderchannel.channel.payouts.application.InMemoryPayoutQueue;
import io.orderchannel.channel.payouts.application.InMemoryPayouts;
import io.orderchannel.channel.payouts.application.Payouts;
import io.orderchannel.events.channel.ChannelEventFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainPayoutsHandlerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryPayoutQueue queue = new InMemoryPayoutQueue();
    private final InMemoryPayouts payouts = new InMemoryPayouts();

    @Test
    void a_schedule_s_event_drains_the_queue() throws IOException {
        queue.add("m1", delivered("order-1"));
        queue.add("m2", "no event");

        assertThat(invoke(60_000, LambdaRuntime.event("scheduled"))).isEqualTo("{\"stored\":1,\"emptied\":true}");

        assertThat(payouts.payouts()).isEqualTo(1);
        assertThat(runtime.lines())
                .anyMatch(line ->
                        line.contains("payout stored") && line.contains("\"correlationId\":\"correlation-order-1\""))
                .anyMatch(line -> line.contains("message left in the queue") && line.contains("\"messageId\":\"m2\""))
                .anyMatch(line -> line.contains("payouts drained")
                        && line.contains("\"stored\":1,\"repeated\":0,\"left\":1,\"emptied\":true"))
                .anyMatch(line -> line.contains("\"PayoutsDrained\":1") && line.contains("\"Drains\":1"));
    }

    @Test
    void a_type_that_is_not_paid_for_is_acknowledged_with_a_warning_and_counted() throws IOException {
        queue.add("m1", delivered("order-1").replace("delivered.v1", "vanished.v1"));

        invoke(60_000, "{}");

        assertThat(queue.backlog().messages()).isZero();
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("\"level\":\"WARN\"")
                        && line.contains("\"messageId\":\"m1\"")
                        && line.contains("\"type\":\"channel.vanished.v1\""))
                .anyMatch(line -> line.contains("\"MessagesIgnored\":1"));
    }

    @Test
    void nothing_of_a_broken_message_is_logged() throws IOException {
        queue.add("m1", delivered("order-1").replace("DELIVERED", "SECRET-4711"));
        queue.add("m2", "SECRET-4711");

        invoke(60_000, "{}");

        assertThat(runtime.lines()).noneMatch(line -> line.contains("SECRET"));
    }

    @Test
    void an_error_that_leaves_the_process_unusable_ends_the_invocation() {
        queue.add("m1", delivered("order-1"));
        Payouts outOfMemory = (_, _) -> {
            throw new OutOfMemoryError("planted");
        };

        assertThatThrownBy(() -> invoke(outOfMemory, 60_000, "{}")).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void a_start_drains_under_its_claim_and_no_other() throws IOException {
        queue.add("m1", delivered("order-1"));
        payouts.reserve("claim-1", NOON, NOON.plusSeconds(60));

        assertThat(invoke(60_000, "{\"claimId\":\"claim-2\"}")).isEqualTo("{\"stored\":0,\"emptied\":false}");
        assertThat(invoke(60_000, "{}")).isEqualTo("{\"stored\":0,\"emptied\":false}");
        assertThat(invoke(60_000, "{\"claimId\":\"claim-1\"}")).isEqualTo("{\"stored\":1,\"emptied\":true}");
        assertThat(runtime.lines()).anyMatch(line -> line.contains("another drain has the claim"));
    }

    @Test
    void fifteen_seconds_before_the_end_nothing_is_polled() throws IOException {
        queue.add("m1", delivered("order-1"));

        assertThat(invoke(15_000, "{}")).isEqualTo("{\"stored\":0,\"emptied\":false}");
        assertThat(queue.backlog().visible()).isEqualTo(1);
        assertThat(invoke(15_001, "{}")).isEqualTo("{\"stored\":1,\"emptied\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 'DrainPayouts: payload: # must be an object, is an array'",
                "no | 'DrainPayouts: payload: # is not JSON'",
                "{\"claimId\":1} | 'DrainPayouts: payload: #/claimId must be a string, is a number'",
            })
    void a_payload_that_is_none_is_refused(String payload, String problem) {
        assertThatThrownBy(() -> invoke(60_000, payload)).hasMessageStartingWith(problem);
        assertThat(runtime.lines()).anyMatch(line -> line.contains("payouts not drained"));
    }

    private String invoke(int remainingMillis, String payload) throws IOException {
        return invoke(payouts, remainingMillis, payload);
    }

    private String invoke(Payouts store, int remainingMillis, String payload) throws IOException {
        EventCodec codec = new EventCodec(new ChannelEventFormat());
        DrainPayoutsHandler handler = new DrainPayoutsHandler(
                new DrainPayouts(queue, store, payouts, codec, Clock.fixed(NOON, ZoneOffset.UTC)),
                () -> "drain-1",
                runtime.invocations());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                answer,
                new FakeContext(remainingMillis));
        return answer.toString(StandardCharsets.UTF_8);
    }
}
