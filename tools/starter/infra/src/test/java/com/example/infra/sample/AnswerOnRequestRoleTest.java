package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class AnswerOnRequestRoleTest {
    @Test
    void it_reads_notes() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("AnswerOnRequest"))
                .containsExactly(
                        Expected.logs("AnswerOnRequest"), Expected.TRACES, "dynamodb:GetItem on ${Notes/Table.Arn}");
    }
}
