package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class WorkOnCallRoleTest {
    @Test
    void it_reads_and_stores_notes_and_keeps_the_calls_that_fail() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("WorkOnCall"))
                .containsExactly(
                        Expected.logs("WorkOnCall"),
                        Expected.TRACES,
                        Expected.failures("WorkOnCall"),
                        "dynamodb:GetItem, dynamodb:PutItem on ${Notes/Table.Arn}");
    }
}
