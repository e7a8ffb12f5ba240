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
class CountFromTopicIT {
    @Test
    void a_published_event_is_counted(DeployedSystem system) {
        String event = DeployedSystem.exampleOf(
                "sample.entry-kept.v1", UUID.randomUUID().toString());
        long before = count(system);

        system.publish("SampleEventsTopicArn", event);

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(count(system)).isGreaterThan(before));
    }

    private static long count(DeployedSystem system) {
        return Long.parseLong(system.item("NotesTableName", "noteId", "count-from-topic-sample.entry-kept.v1")
                .getOrDefault("text", AttributeValue.fromS("0"))
                .s());
    }
}
