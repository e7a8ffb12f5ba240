package io.orderchannel.channel.slots.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.events.EventContext;
import faas.kit.FakeContext;
import faas.kit.LambdaRuntime;
import io.orderchannel.channel.slots.application.InMemoryAssignments;
import io.orderchannel.channel.slots.application.ManageSlot;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotCommand.Action;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.channel.SlotReply.Outcome;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManageSlotHandlerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryAssignments store = new InMemoryAssignments();

    @Test
    void a_command_is_answered() {
        assertThat(SlotCodec.decodeReply(invoke(SlotCodec.encode(command(Action.RESERVE)), 30_000)))
                .isEqualTo(new SlotReply("o1", Outcome.HELD, 1, NOON.plusSeconds(60), null));
        assertThat(SlotCodec.decodeReply(invoke(SlotCodec.encode(command(Action.CONFIRM)), 30_000)))
                .isEqualTo(new SlotReply("o1", Outcome.CONFIRMED, 2, null, null));
        assertThat(SlotCodec.decodeReply(invoke(SlotCodec.encode(command(Action.RELEASE)), 30_000)))
                .isEqualTo(new SlotReply("o1", Outcome.RELEASED, 3, null, null));
    }

    @Test
    void log_lines_carry_the_correlation_of_the_command() {
        invoke(SlotCodec.encode(command(Action.CONFIRM)), 30_000);

        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("slot command carried out")
                        && line.contains("\"correlationId\":\"correlation-1\"")
                        && line.contains("\"reason\":\"no slot was reserved\""));
    }

    @Test
    void a_payload_that_is_no_command_is_an_error_that_cites_none_of_it() {
        assertThatThrownBy(() -> invoke("[]", 30_000)).hasMessageStartingWith("slot command: ");
        assertThatThrownBy(
                        () -> invoke(SlotCodec.encode(command(Action.RESERVE)).replace("RESERVE", "BORROW"), 30_000))
                .hasMessage("slot command: #/action must be one of [RESERVE, CONFIRM, RELEASE]");
    }

    @Test
    void what_could_not_be_decided_in_time_is_an_error() {
        assertThatThrownBy(() -> invoke(SlotCodec.encode(command(Action.RESERVE)), 500))
                .hasMessage("ManageSlot: RESERVE: order o1: no time left, after 0 write conflicts");
        assertThat(store.all()).isEmpty();
    }

    private String invoke(String payload, int remainingMillis) {
        ManageSlot manageSlot = new ManageSlot(
                store,
                _ -> {},
                CapacityVariable.parse("STORE=0,COURIER=1,LOCKER=0,MARKETPLACE=0"),
                Duration.ofSeconds(60),
                CLOCK);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            new ManageSlotHandler(manageSlot, runtime.invocations())
                    .handleRequest(
                            new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
                            answer,
                            new FakeContext(remainingMillis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static SlotCommand command(Action action) {
        Money price = new Money(1_250, "EUR");
        return new SlotCommand(
                action,
                new OrderSnapshot(
                        "o1",
                        1,
                        "customer-1",
                        io.orderchannel.events.order.Channel.COURIER,
                        true,
                        OrderEventType.PLACED,
                        List.of(new OrderItem("MUG-BLUE", 1, price)),
                        price,
                        NOON,
                        null),
                new EventContext("trace-1", "correlation-1", "o1#1"));
    }
}
