package io.orderchannel.order.handler;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** Here are no credentials, no region, no endpoint and no table, so whatever would reach out fails. */
class OrderPrimingTest {

    @Test
    void every_function_is_primed_without_reaching_anybody() {
        assertThatCode(OrderPriming::primePlaceOrder).doesNotThrowAnyException();
        assertThatCode(OrderPriming::primeGetOrder).doesNotThrowAnyException();
        assertThatCode(OrderPriming::primeApplyChannelOutcome).doesNotThrowAnyException();
        assertThatCode(OrderPriming::primeFulfilExpressOrder).doesNotThrowAnyException();
        assertThatCode(OrderPriming::primeExpireStaleOrders).doesNotThrowAnyException();
        assertThatCode(OrderPriming::primeRelay).doesNotThrowAnyException();
    }
}
