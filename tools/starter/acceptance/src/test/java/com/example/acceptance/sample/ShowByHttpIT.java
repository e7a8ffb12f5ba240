package com.example.acceptance.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.acceptance.DemoStage;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.DeployedSystem;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

@RunsOn(DemoStage.class)
class ShowByHttpIT {
    @Test
    void a_note_that_is_not_there_is_not_found(DeployedSystem system) {
        var url = URI.create(system.output("ShowByHttpUrl")).resolve("/notes/none");

        assertThat(system.send("GET", url, Map.of(), "").statusCode()).isEqualTo(404);
    }
}
