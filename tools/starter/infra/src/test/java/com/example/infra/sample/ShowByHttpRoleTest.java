package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class ShowByHttpRoleTest {
    @Test
    void it_reads_notes() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("ShowByHttp"))
                .containsExactly(
                        Expected.logs("ShowByHttp"), Expected.TRACES, "dynamodb:GetItem on ${Notes/Table.Arn}");
    }
}
