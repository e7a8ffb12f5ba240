package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.acceptance.engine.RunsOn;
import io.orderchannel.acceptance.system.OrderSystem;
import io.orderchannel.acceptance.system.Orders;
import io.orderchannel.demo.input.OrderLineReader;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The other half of {@link BatchSizeIT}: with the batch size of the demo stage the same orders need fewer invocations.
 */
@Order(2)
@RunsOn(DemoStage.class)
class BatchIT {

    private static final int ORDERS = 80;
    private static final Duration SOON = Duration.ofMinutes(3);

    @Test
    void events_share_invocations(OrderSystem system) {
        var before = system.engine().activity("AssignOrder");

        var outcome = system.run(OrderLineReader.of(Orders.lines(ORDERS)));

        assertThat(outcome.orders().unsettled()).isZero();
        var done = await().atMost(SOON)
                .until(
                        () -> system.engine().activity("AssignOrder").since(before),
                        activity -> activity.events() >= ORDERS);
        assertThat(done.invocations()).isLessThan(ORDERS / 2);
    }
}
