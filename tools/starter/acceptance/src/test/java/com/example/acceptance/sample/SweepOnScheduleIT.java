package com.example.acceptance.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.acceptance.DemoStage;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.system.DeployedSystem;
import faas.cli.schedule.Schedules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@RunsOn(DemoStage.class)
class SweepOnScheduleIT {
    @Test
    void it_runs_when_its_schedule_fires(DeployedSystem system) {
        try (var schedules = new Schedules(system.engine().connection())) {
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                schedules.fire("SweepOnSchedule");
                assertThat(system.item("NotesTableName", "noteId", "sweep-on-schedule"))
                        .containsKey("text");
            });
        }
    }
}
