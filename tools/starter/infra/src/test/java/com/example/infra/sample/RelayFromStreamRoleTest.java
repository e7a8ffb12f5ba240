package com.example.infra.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.infra.StarterSystem;
import faas.infra.Expected;
import faas.infra.Synthesized;
import org.junit.jupiter.api.Test;

class RelayFromStreamRoleTest {
    @Test
    void it_reads_the_stream_of_notes_and_publishes_to_its_own_topic() {
        assertThat(Synthesized.demoOf(new StarterSystem()).permissionsOf("RelayFromStream"))
                .containsExactlyElementsOf(Expected.relayPermissions("RelayFromStream", "Notes", "SampleEvents"));
    }
}
