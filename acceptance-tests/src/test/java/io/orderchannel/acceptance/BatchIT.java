package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderchannel.acceptance.engine.RunsOn;
import io.orderchannel.acceptance.engine.Variation;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.acceptance.system.Orders;
import io.orderchannel.demo.input.OrderLineReader;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The other half of {@link BatchSizeIT}: with the batch size of the demo stage the same orders need fewer invocations. */
@Order(2)
@RunsOn(Variation.DEMO)
class BatchIT {

    private static final int ORDERS = 80;

    @Test
    void events_share_invocations(OrderSystem system) {
        var before = system.engine().records().function("AssignOrder");

        var outcome = system.run(OrderLineReader.of(Orders.lines(ORDERS)));

        assertThat(outcome.orders().unsettled()).isZero();
        var after = system.engine().records().function("AssignOrder");
        assertThat(after.invocations() - before.invocations()).isLessThan(ORDERS / 2);
    }
}
