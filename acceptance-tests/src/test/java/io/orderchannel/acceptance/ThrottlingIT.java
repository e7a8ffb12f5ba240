package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.cli.engine.EngineRecords;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.acceptance.system.Orders;
import io.orderchannel.demo.input.OrderLineReader;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** More work than the account may do at one time: invocations are refused and counted, and nothing is lost by it. */
@Order(6)
@Needs(Ability.RECORDS)
@RunsOn(DemoStage.SmallAccount.class)
class ThrottlingIT {

    private static final int ORDERS = 40;

    @Test
    void what_the_account_has_no_room_for_is_throttled_and_comes_again(OrderSystem system) {
        var outcome = system.run(OrderLineReader.of(Orders.lines(ORDERS)));

        assertThat(outcome.orders().accepted()).as("lines " + outcome.lines()).isEqualTo(ORDERS);
        assertThat(outcome.orders().unsettled()).isZero();
        var records = system.engine().records();
        assertThat(records.functions().stream()
                        .mapToLong(EngineRecords.Function::throttles)
                        .sum())
                .as("throttles")
                .isPositive();
        assertThat(records.deadLettered()).isZero();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> system.tables().assertSlotsAddUp());
    }
}
