package io.orderchannel.simulator.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourTest {
    @ParameterizedTest
    @CsvSource({
        "PARTNER-SLOW, SLOW",
        "PARTNER-SLOW-mug, SLOW",
        "PARTNER-FAILS-ONCE-7, FAILS_ONCE",
        "PARTNER-FAILS-DELIVERY, FAILS_DELIVERY",
        "PARTNER-DOWN, DOWN",
        "PARTNER-SILENT, SILENT",
        "partner-down, FINE",
        "MUG-PARTNER-DOWN, FINE",
        "MUG-BLUE, FINE",
    })
    void a_sku_says_what_the_partner_does(String sku, Behaviour behaviour) {
        assertThat(Behaviour.of(List.of(sku))).isEqualTo(behaviour);
        assertThat(Behaviour.of(List.of("tea", sku, "mug"))).isEqualTo(behaviour);
    }

    @Test
    void an_order_without_such_a_sku_is_delivered() {
        assertThat(Behaviour.of(List.of())).isEqualTo(Behaviour.FINE);
    }
}
