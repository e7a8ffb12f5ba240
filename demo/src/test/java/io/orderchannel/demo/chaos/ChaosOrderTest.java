package io.orderchannel.demo.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosOrderTest {

    @Test
    void a_seed_gives_the_same_orders_at_every_run_and_another_seed_others() {
        var orders = IntStream.range(0, 50).mapToObj(n -> ChaosOrder.of(7, n)).toList();

        assertThat(IntStream.range(0, 50).mapToObj(n -> ChaosOrder.of(7, n))).isEqualTo(orders);
        assertThat(IntStream.range(0, 50).mapToObj(n -> ChaosOrder.of(8, n))).isNotEqualTo(orders);
        assertThat(orders).doesNotHaveDuplicates();
    }

    @Test
    void a_run_has_every_channel_express_orders_and_every_behaviour_of_the_partner() {
        var orders = IntStream.range(0, 500).mapToObj(n -> ChaosOrder.of(7, n)).toList();

        assertThat(orders).extracting(ChaosOrder::channel).contains("STORE", "COURIER", "MARKETPLACE", "LOCKER");
        assertThat(orders).extracting(ChaosOrder::express).contains(true, false);
        assertThat(orders)
                .extracting(order -> order.items().getFirst().sku().replaceFirst("-\\d+$", ""))
                .contains("tea", "PARTNER-SLOW", "PARTNER-FAILS-ONCE", "PARTNER-DOWN", "PARTNER-SILENT");
    }

    @Test
    void the_body_says_what_the_content_does() throws IOException {
        var order = ChaosOrder.of(7, 1);

        var body = new ObjectMapper().readTree(order.body());

        assertThat(order.content())
                .contains(
                        body.path("customerId").asText(),
                        body.path("channel").asText(),
                        body.at("/items/0/sku").asText(),
                        body.at("/items/0/unitPrice/amount").asText() + " EUR");
        assertThat(order.changed().content()).isNotEqualTo(order.content());
    }
}
