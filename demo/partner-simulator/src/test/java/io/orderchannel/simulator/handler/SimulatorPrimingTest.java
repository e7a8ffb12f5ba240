package io.orderchannel.simulator.handler;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** Here are no credentials, no region, no endpoint and no table, so whatever would reach out fails. */
class SimulatorPrimingTest {

    @Test
    void the_simulator_is_primed_without_reaching_anybody() {
        assertThatCode(SimulatorPriming::prime).doesNotThrowAnyException();
    }
}
