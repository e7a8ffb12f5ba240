package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class MeasureForLagRoleTest {
    @Test
    void it_measures_the_queue_keeps_a_note_and_starts_the_drain() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("MeasureForLag"))
                .containsExactly(
                        Expected.logs("MeasureForLag"),
                        Expected.TRACES,
                        "sqs:GetQueueAttributes on ${DrainForLagBacklog/Work/Queue.Arn}",
                        "dynamodb:GetItem, dynamodb:PutItem on ${Notes/Table.Arn}",
                        Expected.invocation("DrainForLag"));
    }
}
