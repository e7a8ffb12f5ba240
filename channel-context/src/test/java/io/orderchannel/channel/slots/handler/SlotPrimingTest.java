package io.orderchannel.channel.slots.handler;

import static org.assertj.core.api.Assertions.assertThat;

import faas.kit.priming.PrimingRun;
import faas.kit.relay.OutgoingEvent;
import io.orderchannel.channel.slots.application.AnswerCancellation;
import io.orderchannel.channel.slots.application.AssignOrder;
import io.orderchannel.channel.slots.application.Assignments;
import io.orderchannel.channel.slots.application.OrderRequest;
import io.orderchannel.channel.slots.application.Outcome;
import io.orderchannel.channel.slots.application.ReleaseExpiredReservations;
import io.orderchannel.channel.slots.application.SlotOutcome;
import io.orderchannel.events.order.OrderItem;
import org.junit.jupiter.api.Test;

/** Here are no credentials, no region, no endpoint and no table, so whatever would reach out fails. */
class SlotPrimingTest {
    @Test
    void assign_order_takes_a_slot_calls_notify_partner_and_answers_a_cancellation() throws Exception {
        PrimingRun run = PrimingRun.of(SlotPriming.class, "primeAssignOrder");

        assertThat(run.calls())
                .containsExactlyInAnyOrder("dynamodb TransactWriteItems", "dynamodb GetItem", "lambda Invoke");
        assertThat(run.classes())
                .contains(
                        AssignOrder.class.getName(),
                        AnswerCancellation.class.getName(),
                        OrderRequest.class.getName(),
                        Outcome.Decided.class.getName());
    }

    @Test
    void manage_slot_reserves_confirms_releases_and_calls_notify_partner() throws Exception {
        PrimingRun run = PrimingRun.of(SlotPriming.class, "primeManageSlot");

        assertThat(run.calls())
                .containsExactlyInAnyOrder("dynamodb TransactWriteItems", "dynamodb GetItem", "lambda Invoke");
        assertThat(run.classes())
                .contains(
                        Assignments.Hold.class.getName(),
                        SlotOutcome.Replied.class.getName(),
                        OrderItem.class.getName());
    }

    @Test
    void release_expired_reservations_looks_for_the_reservation() throws Exception {
        PrimingRun run = PrimingRun.of(SlotPriming.class, "primeReleaseExpiredReservations");

        assertThat(run.calls()).containsExactlyInAnyOrder("dynamodb GetItem");
        assertThat(run.classes()).contains(ReleaseExpiredReservations.Outcome.NotHeld.class.getName());
    }

    @Test
    void publish_channel_events_publishes_a_batch() throws Exception {
        PrimingRun run = PrimingRun.of(SlotPriming.class, "primeRelay");

        assertThat(run.calls()).containsExactlyInAnyOrder("sns PublishBatch");
        assertThat(run.classes()).contains(OutgoingEvent.class.getName());
    }
}
