package io.orderchannel.channel.handler;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** Here are no credentials, no region, no endpoint and no table, so whatever would reach out fails. */
class ChannelPrimingTest {

    @Test
    void every_function_is_primed_without_reaching_anybody() {
        assertThatCode(ChannelPriming::primeAssignOrder).doesNotThrowAnyException();
        assertThatCode(ChannelPriming::primeManageSlot).doesNotThrowAnyException();
        assertThatCode(ChannelPriming::primeReleaseExpiredReservations).doesNotThrowAnyException();
        assertThatCode(ChannelPriming::primeRelay).doesNotThrowAnyException();
        assertThatCode(ChannelPriming::primeCountOrderEvents).doesNotThrowAnyException();
        assertThatCode(PartnerPriming::primeNotifyPartner).doesNotThrowAnyException();
        assertThatCode(PartnerPriming::primeRecordPartnerUpdate).doesNotThrowAnyException();
        assertThatCode(PayoutPriming::primeMeasurePayoutLag).doesNotThrowAnyException();
        assertThatCode(PayoutPriming::primeDrainPayouts).doesNotThrowAnyException();
    }
}
