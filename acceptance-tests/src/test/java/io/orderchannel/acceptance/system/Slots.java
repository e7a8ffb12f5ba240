package io.orderchannel.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import faas.acceptance.engine.EngineKind;
import faas.events.EventContext;
import io.orderchannel.events.channel.SlotCodec;
import io.orderchannel.events.channel.SlotCommand;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.Channel;
import io.orderchannel.events.order.Money;
import io.orderchannel.events.order.OrderEventType;
import io.orderchannel.events.order.OrderItem;
import io.orderchannel.events.order.OrderSnapshot;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;

/** Slots asked for by a direct call, as FulfilExpressOrder does, without an order. */
public final class Slots {

    private Slots() {}

    /** Asks for a courier's slot for the order. */
    public static SlotReply ask(OrderSystem system, SlotCommand.Action action, String orderId) {
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
