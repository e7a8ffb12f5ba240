package io.orderchannel.order.handler;

import static org.assertj.core.api.Assertions.assertThat;

import faas.kit.http.HttpAnswer;
import faas.kit.priming.PrimingRun;
import faas.kit.relay.OutgoingEvent;
import io.orderchannel.order.adapter.lambda.LambdaSlots;
import io.orderchannel.order.application.ApplyChannelOutcome;
import io.orderchannel.order.application.ExpireStaleOrders;
import io.orderchannel.order.application.FulfilExpressOrder;
import io.orderchannel.order.application.PlaceOrder;
import io.orderchannel.order.domain.OrderId;
import org.junit.jupiter.api.Test;

/** There are no credentials, region, endpoint or table here, so a real call fails. */
class OrderPrimingTest {
    @Test
    void place_order_reads_a_body_and_stores_an_order() throws Exception {
        PrimingRun run = PrimingRun.of(OrderPriming.class, "primePlaceOrder");

        assertThat(run.calls()).containsExactlyInAnyOrder("dynamodb PutItem");
        assertThat(run.classes())
                .contains(
                        PlaceOrderHandler.class.getName(),
                        PlaceOrder.Command.class.getName(),
                        HttpAnswer.class.getName());
    }

    @Test
    void get_order_looks_for_an_order() throws Exception {
        PrimingRun run = PrimingRun.of(OrderPriming.class, "primeGetOrder");

        assertThat(run.calls()).containsExactlyInAnyOrder("dynamodb GetItem");
        assertThat(run.classes()).contains(OrderId.class.getName());
    }

    @Test
    void apply_channel_outcome_reads_and_changes_an_order() throws Exception {
        PrimingRun run = PrimingRun.of(OrderPriming.class, "primeApplyChannelOutcome");

        assertThat(run.calls()).containsExactlyInAnyOrder("dynamodb GetItem", "dynamodb UpdateItem");
        assertThat(run.classes()).contains(ApplyChannelOutcome.class.getName());
    }

    @Test
    void fulfil_express_order_takes_every_step() throws Exception {
        PrimingRun run = PrimingRun.of(OrderPriming.class, "primeFulfilExpressOrder");

        assertThat(run.calls()).containsExactlyInAnyOrder("dynamodb GetItem", "dynamodb UpdateItem", "lambda Invoke");
        assertThat(run.classes()).contains(FulfilExpressOrder.class.getName(), LambdaSlots.class.getName());
    }

    @Test
    void expire_stale_orders_looks_for_waiting_orders() throws Exception {
        PrimingRun run = PrimingRun.of(OrderPriming.class, "primeExpireStaleOrders");

        assertThat(run.calls()).containsExactlyInAnyOrder("dynamodb Query", "dynamodb GetItem");
        assertThat(run.classes()).contains(ExpireStaleOrders.class.getName());
    }

    @Test
    void publish_order_events_publishes_a_batch() throws Exception {
        PrimingRun run = PrimingRun.of(OrderPriming.class, "primeRelay");

        assertThat(run.calls()).containsExactlyInAnyOrder("sns PublishBatch");
        assertThat(run.classes()).contains(OutgoingEvent.class.getName());
    }
}
