package io.orderchannel.channel.partner.handler;

import static org.assertj.core.api.Assertions.assertThat;

import faas.json.JsonObject;
import faas.kit.http.HttpAnswer;
import faas.kit.priming.PrimingRun;
import faas.kit.webhook.SignedCall;
import io.orderchannel.channel.partner.application.PartnerNotification;
import io.orderchannel.channel.partner.application.PartnerUpdate;
import io.orderchannel.channel.partner.application.RecordPartnerUpdate;
import org.junit.jupiter.api.Test;

/** Here are no credentials, no region, no endpoint and no table, so whatever would reach out fails. */
class PartnerPrimingTest {
    @Test
    void notify_partner_reads_a_payload_and_makes_the_body_of_the_call() throws Exception {
        PrimingRun run = PrimingRun.of(PartnerPriming.class, "primeNotifyPartner");

        assertThat(run.calls()).isEmpty();
        assertThat(run.classes())
                .contains(
                        NotifyPartnerHandler.class.getName(),
                        JsonObject.class.getName(),
                        PartnerNotification.class.getName());
    }

    @Test
    void record_partner_update_checks_a_signature_and_looks_for_the_assignment() throws Exception {
        PrimingRun run = PrimingRun.of(PartnerPriming.class, "primeRecordPartnerUpdate");

        assertThat(run.calls()).containsExactlyInAnyOrder("secretsmanager GetSecretValue", "dynamodb GetItem");
        assertThat(run.classes())
                .contains(
                        SignedCall.Genuine.class.getName(),
                        PartnerUpdate.Kind.class.getName(),
                        RecordPartnerUpdate.Result.UnknownAssignment.class.getName(),
                        HttpAnswer.class.getName());
    }
}
