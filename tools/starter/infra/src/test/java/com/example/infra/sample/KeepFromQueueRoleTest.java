package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class KeepFromQueueRoleTest {
    @Test
    void it_consumes_its_queue_and_reads_and_stores_notes() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("KeepFromQueue"))
                .containsExactly(
                        Expected.logs("KeepFromQueue"),
                        Expected.TRACES,
                        Expected.consumption("KeepFromQueue"),
                        "dynamodb:GetItem, dynamodb:PutItem on ${Notes/Table.Arn}");
    }
}
