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

@RunsOn(DemoStage.class)
class KeepFromQueueIT {
    @Test
    void an_event_that_is_published_twice_is_kept_once(DeployedSystem system) {
        String noteId = UUID.randomUUID().toString();
        var before = system.engine().activity("KeepFromQueue");
        String event = DeployedSystem.exampleOf("sample.entry-kept.v1", noteId);

        system.publish("SampleEventsTopicArn", event);
        system.publish("SampleEventsTopicArn", event);

        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            assertThat(system.engine().activity("KeepFromQueue").since(before).events())
                    .isGreaterThanOrEqualTo(2);
            assertThat(system.item("NotesTableName", "noteId", noteId))
                    .containsEntry("version", AttributeValue.fromN("1"));
            assertThat(system.isQueueEmpty("KeepFromQueueQueueUrl")).isTrue();
        });
    }
}
