package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class CountFromTopicRoleTest {
    @Test
    void it_reads_and_stores_notes() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("CountFromTopic"))
                .containsExactly(
                        Expected.logs("CountFromTopic"),
                        Expected.TRACES,
                        "dynamodb:GetItem, dynamodb:PutItem on ${Notes/Table.Arn}");
    }
}
