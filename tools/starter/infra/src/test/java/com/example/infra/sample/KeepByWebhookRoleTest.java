package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class KeepByWebhookRoleTest {
    @Test
    void it_stores_notes_and_reads_the_keys_of_its_caller() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("KeepByWebhook"))
                .containsExactly(
                        Expected.logs("KeepByWebhook"),
                        Expected.TRACES,
                        "dynamodb:PutItem on ${Notes/Table.Arn}",
                        "secretsmanager:GetSecretValue on ${KeepByWebhookKeys/Secret}");
    }
}
