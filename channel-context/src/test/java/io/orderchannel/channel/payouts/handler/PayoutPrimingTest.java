package io.orderchannel.channel.payouts.handler;

import static org.assertj.core.api.Assertions.assertThat;

import faas.kit.priming.PrimingRun;
import io.orderchannel.channel.payouts.adapter.lambda.LambdaDrainStarter;
import io.orderchannel.channel.payouts.application.PayoutLag;
import io.orderchannel.channel.payouts.application.PayoutQueue;
import io.orderchannel.channel.payouts.domain.Backlog;
import io.orderchannel.channel.payouts.domain.Payout;
import org.junit.jupiter.api.Test;

/** Here are no credentials, no region, no endpoint and no table, so whatever would reach out fails. */
class PayoutPrimingTest {
    @Test
    void measure_payout_lag_asks_the_queue_keeps_the_lag_and_starts_a_drain() throws Exception {
        PrimingRun run = PrimingRun.of(PayoutPriming.class, "primeMeasurePayoutLag");

        assertThat(run.calls())
                .containsExactlyInAnyOrder("sqs GetQueueAttributes", "dynamodb UpdateItem", "lambda Invoke");
        assertThat(run.classes())
                .contains(Backlog.class.getName(), PayoutLag.Known.class.getName(), LambdaDrainStarter.class.getName());
    }

    @Test
    void drain_payouts_polls_stores_and_deletes() throws Exception {
        PrimingRun run = PrimingRun.of(PayoutPriming.class, "primeDrainPayouts");

        assertThat(run.calls())
                .containsExactlyInAnyOrder(
                        "dynamodb UpdateItem", "sqs ReceiveMessage", "dynamodb PutItem", "sqs DeleteMessageBatch");
        assertThat(run.classes()).contains(Payout.class.getName(), PayoutQueue.Delivered.class.getName());
    }
}
