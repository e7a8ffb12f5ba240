package io.orderchannel.channel.counts.handler;

import static org.assertj.core.api.Assertions.assertThat;

import faas.kit.priming.PrimingRun;
import io.orderchannel.channel.counts.application.CountOrderEvents;
import io.orderchannel.events.order.OrderSnapshot;
import org.junit.jupiter.api.Test;

/** Here are no credentials, no region, no endpoint and no table, so whatever would reach out fails. */
class CountPrimingTest {
    @Test
    void count_order_events_adds_to_a_counter() throws Exception {
        PrimingRun run = PrimingRun.of(CountPriming.class, "primeCountOrderEvents");

        assertThat(run.calls()).containsExactlyInAnyOrder("dynamodb UpdateItem");
        assertThat(run.classes()).contains(CountOrderEvents.class.getName(), OrderSnapshot.class.getName());
    }
}
