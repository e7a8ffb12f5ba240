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

/** The declaration's batch size is what runs: 1 instead of 10 in AssignOrder's policy, and nothing else. */
@Order(3)
@RunsOn(DemoStage.OneByOne.class)
class BatchSizeIT {

    /** Four full batches of the declared size; LocalStack takes more than a second for each of the invocations. */
    private static final int ORDERS = 40;

    private static final Duration SOON = Duration.ofMinutes(3);

    @Test
    void every_event_gets_an_invocation_of_its_own(OrderSystem system) {
        var outcome = system.run(OrderLineReader.of(Orders.lines(ORDERS)));

        assertThat(outcome.orders().accepted()).isEqualTo(ORDERS);
        assertThat(outcome.orders().unsettled()).isZero();
        var done = await().atMost(SOON)
                .until(() -> system.engine().activity("AssignOrder"), activity -> activity.events() >= ORDERS);
        assertThat(done.invocations()).isEqualTo(done.events());
    }
}
