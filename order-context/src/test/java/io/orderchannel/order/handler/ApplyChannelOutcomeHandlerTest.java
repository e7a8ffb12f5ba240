package io.orderchannel.order.handler;

import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.events.EventCodec;
import faas.kit.LambdaRuntime;
import io.orderchannel.events.channel.ChannelEventFormat;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.application.InMemoryOrders;
import io.orderchannel.order.application.PlacedOrders;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderState;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ApplyChannelOutcomeHandlerTest {
    private static final String FIRST = "059f36b4-87a3-44ab-83d2-661975830a7d";
    private static final String SECOND = "2e1424d4-f796-459a-8184-9c92662be6da";

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryOrders orders = new InMemoryOrders();
    private final ApplyChannelOutcomeHandler handler = new ApplyChannelOutcomeHandler(
            new ApplyChannelOutcome(orders, Clock.systemUTC()),
            new EventCodec(new ChannelEventFormat())::decode,
            runtime.invocations());

    @Test
    void the_order_is_confirmed_and_the_unreadable_message_fails_alone() {
        PlacedOrders.place(orders, anOrder());

        String answer = invoke(anOrder().id().value());

        assertThat(answer).isEqualTo(failures(SECOND));
        assertThat(orders.find(anOrder().id())).map(Order::state).contains(OrderState.CONFIRMED);
    }

    @Test
    void a_message_that_comes_again_is_acknowledged_and_changes_nothing() {
        PlacedOrders.place(orders, anOrder());
        invoke(anOrder().id().value());
        int events = orders.events().size();

        assertThat(invoke(anOrder().id().value())).isEqualTo(failures(SECOND));
        assertThat(orders.events()).hasSize(events);
    }

    @Test
    void a_message_for_an_unknown_order_fails() {
        assertThat(invoke(anOrder().id().value())).isEqualTo(failures(FIRST, SECOND));
    }

    @Test
    void an_order_id_of_another_form_fails() {
        assertThat(invoke("order-1")).isEqualTo(failures(FIRST, SECOND));
    }

    @Test
    void log_lines_carry_the_correlation_of_the_event() {
        PlacedOrders.place(orders, anOrder());

        invoke(anOrder().id().value());

        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("order changed")
                        && line.contains("\"correlationId\":\"e1506fd5-9e7b-434f-bd42-4f8fa224b599\""));
    }

    private String invoke(String orderId) {
        return runtime.invoke(
                handler,
                SQSEvent.class,
                SQSBatchResponse.class,
                LambdaRuntime.event("channel-events").replace("${orderId}", orderId));
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
