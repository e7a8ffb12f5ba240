package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.EngineKind;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.events.EventContext;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;

/** The resource event: a slot that is held and never confirmed comes back when its timer's time-to-live ends. */
@Order(4)
@Needs({Ability.RECORDS, Ability.PROMPT_EXPIRY, Ability.TIME_TO_LIVE_IDENTITY})
@RunsOn(DemoStage.QuickRetry.class)
class ExpiryIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void a_reservation_that_nobody_confirms_gives_its_slot_back(OrderSystem system) {
        var orderId = UUID.randomUUID().toString();
        var before = system.engine().records().function("ReleaseExpiredReservations");

        assertThat(ask(system, SlotCommand.Action.RESERVE, orderId).outcome()).isEqualTo(SlotReply.Outcome.HELD);
        assertThat(system.tables().assignmentStateOf(orderId)).isEqualTo("HELD");
        system.tables().assertSlotsAddUp();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(system.tables().assignmentStateOf(orderId)).isEqualTo("RELEASED");
            assertThat(system.engine()
                            .records()
                            .function("ReleaseExpiredReservations")
                            .invocations())
                    .isGreaterThan(before.invocations());
        });
        system.tables().assertSlotsAddUp();
        assertThat(ask(system, SlotCommand.Action.CONFIRM, orderId).outcome()).isEqualTo(SlotReply.Outcome.REFUSED);
    }

    private static SlotReply ask(OrderSystem system, SlotCommand.Action action, String orderId) {
        var price = new Money(1_250, "EUR");
        var order = new OrderSnapshot(
                orderId,
                1,
                "c1",
                Channel.COURIER,
                true,
                OrderEventType.PLACED,
                List.of(new OrderItem("tea-001", 1, price)),
                price,
                Instant.now(),
                null);
        var trace = "00-%s-00f067aa0ba902b7-01".formatted(orderId.replace("-", ""));
        var command = new SlotCommand(action, order, new EventContext(trace, "expiry-" + orderId, orderId + "#1"));
        var answer = system.aws()
                .lambda()
                .invoke(invoke -> invoke.functionName(EngineKind.chosen().stage() + "-ManageSlot")
                        .qualifier("live")
                        .payload(SdkBytes.fromUtf8String(SlotCodec.encode(command))));
        assertThat(answer.functionError()).as(answer.payload().asUtf8String()).isNull();
        return SlotCodec.decodeReply(answer.payload().asUtf8String());
    }
}
