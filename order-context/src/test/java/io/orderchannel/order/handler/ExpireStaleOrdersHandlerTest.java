package io.orderchannel.order.handler;

import static io.orderchannel.order.domain.OrderFixture.anOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import faas.kit.FakeContext;
import faas.kit.LambdaRuntime;
import faas.kit.env.Environment;
import io.orderchannel.order.application.ExpireStaleOrders;
import io.orderchannel.order.application.InMemoryOrders;
import io.orderchannel.order.application.PlacedOrders;
import io.orderchannel.order.application.TestClock;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.OrderState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpireStaleOrdersHandlerTest {
    private static final String EVENT = LambdaRuntime.event("expire-stale-orders");

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryOrders orders = new InMemoryOrders();
    private final TestClock clock = new TestClock();
    private final ExpireStaleOrdersHandler handler = new ExpireStaleOrdersHandler(
            new ExpireStaleOrders(orders, clock, Duration.ofSeconds(20), Duration.ofSeconds(60)),
            runtime.invocations());

    @BeforeEach
    void wait_until_what_is_placed_at_noon_is_stale() {
        clock.advance(Duration.ofSeconds(20));
    }

    @Test
    void the_cancellation_of_a_stale_order_is_requested_and_its_log_line_carries_the_order_s_correlation() {
        PlacedOrders.place(orders, anOrder());

        assertThat(invoke(EVENT)).isEqualTo("null");

        assertThat(orders.find(anOrder().id())).map(Order::state).contains(OrderState.CANCELLING);
        assertThat(orders.events().getLast().context().causationId()).isEqualTo("53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa");
        assertThat(runtime.lines())
                .anyMatch(line ->
                        line.contains("cancellation requested") && line.contains("\"correlationId\":\"correlation-1\""))
                .anyMatch(line -> line.contains("\"OrdersExpired\":1,\"OldestCancellationAge\":0"));
    }

    @Test
    void the_age_of_the_oldest_unanswered_request_is_measured() {
        PlacedOrders.place(orders, anOrder());
        invoke(EVENT);
        clock.advance(Duration.ofSeconds(90));

        invoke(EVENT);

        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("\"CancellationsRepeated\":1,\"OldestCancellationAge\":90000"));
    }

    @Test
    void how_long_the_oldest_order_waits_for_a_channel_is_measured_before_the_run_moves_it_on() {
        PlacedOrders.place(orders, anOrder());

        invoke(EVENT);
        invoke(EVENT);

        assertThat(runtime.lines())
                .filteredOn(line -> line.contains("CloudWatchMetrics"))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"OldestPlacedAge\":20000"),
                        second -> assertThat(second).contains("\"OldestPlacedAge\":0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":null,\"time\":null}",
                "{\"id\":\"\",\"unknown\":{\"deep\":[1,2]},\"detail\":{\"a\":1}}",
                "{\"id\":\"fired by hand\"}"
            })
    void an_event_from_anywhere_will_do(String event) {
        PlacedOrders.place(orders, anOrder());

        invoke(event);

        assertThat(orders.find(anOrder().id())).map(Order::state).contains(OrderState.CANCELLING);
        assertThat(orders.events().getLast().context().causationId()).isNotBlank();
    }

    @Test
    void a_run_that_did_not_see_all_says_nothing_of_the_oldest_request() {
        PlacedOrders.place(orders, anOrder());

        handler.handleRequest(new ScheduledEvent(), new FakeContext(1_000));

        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("left for the next run"))
                .noneMatch(line -> line.contains("OldestCancellationAge"));
    }

    @Test
    void every_missing_or_invalid_variable_is_named_at_once() {
        assertThatThrownBy(() -> OrderModule.expireStaleOrders(
                        Environment.of("ExpireStaleOrders", Map.of("STALE_AFTER_SECONDS", "0"))))
                .hasMessage("ExpireStaleOrders: environment: ORDERS_TABLE is missing;"
                        + " STALE_AFTER_SECONDS is '0', expected a whole number from 1 to 604800;"
                        + " ASK_AGAIN_AFTER_SECONDS is missing");
    }

    private String invoke(String event) {
        return runtime.invoke(handler, ScheduledEvent.class, Void.class, event);
    }
}
