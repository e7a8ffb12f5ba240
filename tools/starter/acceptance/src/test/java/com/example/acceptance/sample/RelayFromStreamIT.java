package com.example.acceptance.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.acceptance.DemoStage;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.DeployedSystem;
import faas.acceptance.system.TopicTap;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@RunsOn(DemoStage.class)
class RelayFromStreamIT {
    @Test
    void the_event_that_is_stored_with_a_note_is_published(DeployedSystem system) {
        String entryId = UUID.randomUUID().toString();
        String event = DeployedSystem.exampleOf("sample.entry-kept.v1", entryId);

        try (var tap = TopicTap.on(system, "SampleEventsTopicArn")) {
            system.aws()
                    .dynamoDb()
                    .putItem(put -> put.tableName(system.output("NotesTableName"))
                            .item(Map.of(
                                    "noteId", AttributeValue.fromS("relayed-" + entryId),
                                    "eventId", AttributeValue.fromS(entryId),
                                    "event", AttributeValue.fromS(event))));

            assertThat(tap.await(entryId, "sample.entry-kept.v1", Duration.ofMinutes(2)))
                    .isEqualTo(event);
        }
    }
}
