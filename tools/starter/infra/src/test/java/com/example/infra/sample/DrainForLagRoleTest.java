package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class DrainForLagRoleTest {
    @Test
    void it_takes_messages_and_reads_and_stores_notes() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("DrainForLag"))
                .containsExactly(
                        Expected.logs("DrainForLag"),
                        Expected.TRACES,
                        Expected.failures("DrainForLag"),
                        "sqs:ReceiveMessage, sqs:DeleteMessage on ${DrainForLagBacklog/Work/Queue.Arn}",
                        "dynamodb:GetItem, dynamodb:PutItem on ${Notes/Table.Arn}");
    }
}
