package com.example.acceptance.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.acceptance.DemoStage;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.DeployedSystem;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@RunsOn(DemoStage.class)
class KeepByHttpIT {
    @Test
    void a_note_that_is_sent_is_kept(DeployedSystem system) {
        String noteId = UUID.randomUUID().toString();
        var url = URI.create(system.output("KeepByHttpUrl")).resolve("/notes");
        String body = "{\"noteId\":\"%s\",\"text\":\"text\"}".formatted(noteId);

        var answer = system.send("POST", url, Map.of("Content-Type", "application/json"), body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(system.item("NotesTableName", "noteId", noteId)).containsEntry("text", AttributeValue.fromS("text"));
    }
}
