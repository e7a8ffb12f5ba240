package io.orderchannel.order.handler;

import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.events.EventCodec;
import faas.kit.LambdaRuntime;
import faas.kit.env.Environment;
import io.orderchannel.events.channel.SlotReply;
import io.orderchannel.events.order.OrderEventFormat;
import io.orderchannel.order.application.FulfilExpressOrder;
import io.orderchannel.order.application.InMemoryOrders;
import io.orderchannel.order.application.ManageSlots;
import io.orderchannel.order.application.PlacedOrders;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderFixture;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FulfilExpressOrderHandlerTest {
    private static final OrderFixture ORDER = anOrder().asExpress();
    private static final String PLACED = "059f36b4-87a3-44ab-83d2-661975830a7d";
    private static final String UNREADABLE = "2e1424d4-f796-459a-8184-9c92662be6da";
    private static final ManageSlots ALWAYS_A_SLOT = (command, _) -> switch (command.action()) {
        case RESERVE -> new SlotReply(command.order().orderId(), SlotReply.Outcome.HELD, 1, Instant.EPOCH, null);
        case CONFIRM -> new SlotReply(command.order().orderId(), SlotReply.Outcome.CONFIRMED, 2, null, null);
        case RELEASE -> new SlotReply(command.order().orderId(), SlotReply.Outcome.RELEASED, 2, null, null);
    };
    private static final ManageSlots NEVER_ANSWERS = (_, _) -> {
        throw new IllegalStateException("ManageSlot: no answer");
    };

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryOrders orders = new InMemoryOrders();

    @Test
    void the_order_is_confirmed_and_the_unreadable_message_fails_alone() {
        PlacedOrders.place(orders, ORDER);

        assertThat(invoke(ALWAYS_A_SLOT, EVENT)).isEqualTo(failures(UNREADABLE));

        assertThat(orders.find(ORDER.id())).map(Order::state).contains(OrderState.CONFIRMED);
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("express order has its slot")
                        && line.contains("\"correlationId\":\"e1506fd5-9e7b-434f-bd42-4f8fa224b599\""))
                .anyMatch(
                        line -> line.contains("\"eventType\":\"order.placed.v1\"") && line.contains("MessageDuration"));
    }

    @Test
    void a_call_without_an_answer_gives_the_message_back_and_leaves_the_order_as_it_was() {
        PlacedOrders.place(orders, ORDER);

        assertThat(invoke(NEVER_ANSWERS, EVENT)).isEqualTo(failures(PLACED, UNREADABLE));

        assertThat(orders.find(ORDER.id())).map(Order::state).contains(OrderState.PLACED);
    }

    @Test
    void an_order_that_is_not_express_fails_loudly_and_asks_for_no_slot() {
        PlacedOrders.place(orders, anOrder());

        assertThat(invoke(ALWAYS_A_SLOT, EVENT)).isEqualTo(failures(PLACED, UNREADABLE));

        assertThat(orders.find(ORDER.id())).map(Order::state).contains(OrderState.PLACED);
        assertThat(runtime.lines()).anyMatch(line -> line.contains("expected express orders only"));
    }

    @Test
    void an_unknown_order_and_an_unknown_version_of_the_event_fail() {
        assertThat(invoke(ALWAYS_A_SLOT, EVENT)).isEqualTo(failures(PLACED, UNREADABLE));
        PlacedOrders.place(orders, ORDER);
        assertThat(invoke(ALWAYS_A_SLOT, EVENT.replace("order.placed.v1", "order.placed.v2")))
                .isEqualTo(failures(PLACED, UNREADABLE));
    }

    @Test
    void another_type_of_event_and_an_order_that_is_not_express_are_acknowledged_with_a_warning() {
        PlacedOrders.place(orders, ORDER);
        String confirmed =
                EVENT.replace("order.placed.v1", "order.confirmed.v1").replace("PLACED", "CONFIRMED");

        String notExpress = EVENT.replace("\\\"express\\\":true,", "");
        assertThat(notExpress).isNotEqualTo(EVENT);

        assertThat(invoke(ALWAYS_A_SLOT, confirmed)).isEqualTo(failures(UNREADABLE));
        assertThat(invoke(ALWAYS_A_SLOT, notExpress)).isEqualTo(failures(UNREADABLE));

        assertThat(orders.find(ORDER.id())).map(Order::state).contains(OrderState.PLACED);
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("\"level\":\"WARN\"") && line.contains("order.confirmed.v1"))
                .anyMatch(line -> line.contains("\"level\":\"WARN\"") && line.contains("order.placed.v1"))
                .anyMatch(line -> line.contains("\"MessagesIgnored\":1"));
    }

    @Test
    void every_missing_variable_is_named_at_once() {
        assertThatThrownBy(() -> OrderModule.fulfilExpressOrder(Environment.of("FulfilExpressOrder", Map.of())))
                .hasMessage("FulfilExpressOrder: environment: ORDERS_TABLE is missing;"
                        + " MANAGE_SLOT_FUNCTION_ARN is missing; MANAGE_SLOT_TIMEOUT_SECONDS is missing");
    }

    private static final String EVENT = LambdaRuntime.event("express-orders")
            .replace("${orderId}", ORDER.id().value());

    private String invoke(ManageSlots slots, String event) {
        FulfilExpressOrderHandler handler = new FulfilExpressOrderHandler(
                new FulfilExpressOrder(orders, slots, Duration.ofSeconds(10), Clock.systemUTC()),
                new EventCodec(new OrderEventFormat())::decode,
                runtime.invocations());
        return runtime.invoke(handler, SQSEvent.class, SQSBatchResponse.class, event);
    }

    private static String failures(String... messageIds) {
        StringBuilder failures = new StringBuilder();
        for (String id : messageIds) {
            failures.append(failures.isEmpty() ? "" : ",")
                    .append("{\"itemIdentifier\":\"")
                    .append(id)
                    .append("\"}");
        }
        return "{\"batchItemFailures\":[" + failures + "]}";
    }
}
