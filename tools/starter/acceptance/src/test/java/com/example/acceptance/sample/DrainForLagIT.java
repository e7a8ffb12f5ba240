package com.example.acceptance.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.acceptance.DemoStage;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.DeployedSystem;
import faas.cli.schedule.Schedules;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@RunsOn(DemoStage.class)
class DrainForLagIT {
    @Test
    void an_event_that_waits_is_drained_when_its_lag_is_worth_it(DeployedSystem system) {
        String id = UUID.randomUUID().toString();

        system.publish("SampleEventsTopicArn", DeployedSystem.exampleOf("sample.entry-kept.v1", id));

        try (var schedules = new Schedules(system.engine().connection())) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        schedules.fire("MeasureForLag");
                        assertThat(system.item("NotesTableName", "noteId", "drain-for-lag-" + id))
                                .containsKey("text");
                    });
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> system.isQueueEmpty("DrainForLagBacklogQueueUrl"));
    }
}
