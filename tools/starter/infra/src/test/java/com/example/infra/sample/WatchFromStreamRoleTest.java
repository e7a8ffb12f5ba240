package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class WatchFromStreamRoleTest {
    @Test
    void it_reads_the_stream_of_notes_and_keeps_the_changes_that_fail() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("WatchFromStream"))
                .containsExactly(
                        Expected.logs("WatchFromStream"),
                        Expected.TRACES,
                        "dynamodb:DescribeStream, dynamodb:GetRecords, dynamodb:GetShardIterator"
                                + " on ${Notes/Table.StreamArn}",
                        "dynamodb:ListStreams on *",
                        Expected.failures("WatchFromStream"));
    }
}
