package com.example.acceptance.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.acceptance.DemoStage;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.DeployedSystem;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@RunsOn(DemoStage.class)
class WatchFromStreamIT {
    @Test
    void a_change_starts_it(DeployedSystem system) {
        var before = system.engine().activity("WatchFromStream");

        system.aws()
                .dynamoDb()
                .putItem(put -> put.tableName(system.output("NotesTableName"))
                        .item(Map.of(
                                "noteId", AttributeValue.fromS(UUID.randomUUID().toString()))));

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(system.engine()
                                .activity("WatchFromStream")
                                .since(before)
                                .events())
                        .isGreaterThanOrEqualTo(1));
    }
}
