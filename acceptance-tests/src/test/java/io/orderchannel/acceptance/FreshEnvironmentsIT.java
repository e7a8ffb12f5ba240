package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import faas.acceptance.engine.Ability;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.cli.engine.EngineRecords;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.acceptance.system.Orders;
import io.orderchannel.demo.input.OrderLineReader;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** State is only outside: with a new process for every invocation the outcome is the same. */
@Order(6)
@Needs(Ability.FRESH_ENVIRONMENTS)
@RunsOn(DemoStage.FreshEnvironments.class)
class FreshEnvironmentsIT {

    @Test
    void the_counts_do_not_depend_on_what_a_process_remembers(OrderSystem system) {
        var outcome = system.run(OrderLineReader.of(Orders.lines(16)));

        assertThat(outcome.orders().accepted()).isEqualTo(16);
        // Four of the orders name LOCKER, which has three slots here.
        assertThat(outcome.orders().byState()).contains(entry("CONFIRMED", 15L), entry("REJECTED", 1L));
        assertThat(system.engine().records().functions())
                .filteredOn(function -> function.invocations() > 0)
                // A cold start is counted when its invocation begins, and some are still under way.
                .allSatisfy(function -> assertThat(function.coldStarts())
                        .as(function.name())
                        .isGreaterThanOrEqualTo(function.invocations()))
                .extracting(EngineRecords.Function::name)
                .contains("PlaceOrder", "AssignOrder", "ApplyChannelOutcome", "PublishOrderEvents");
    }
}
