package com.example.acceptance.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.acceptance.DemoStage;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.DeployedSystem;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.model.InvocationType;

@RunsOn(DemoStage.class)
class WorkOnCallIT {
    @Test
    void a_call_that_nobody_waits_for_is_done(DeployedSystem system) {
        String noteId = UUID.randomUUID().toString();

        system.invoke("WorkOnCall", InvocationType.EVENT, "{\"noteId\":\"%s\",\"text\":\"text\"}".formatted(noteId));

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(system.item("NotesTableName", "noteId", noteId))
                        .containsEntry("text", AttributeValue.fromS("text")));
    }
}
