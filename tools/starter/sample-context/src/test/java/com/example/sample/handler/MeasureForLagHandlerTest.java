package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.example.sample.application.InMemoryDrainForLagBacklog;
import com.example.sample.application.InMemoryNotes;
import com.example.sample.application.MeasureForLag;
import faas.kit.LambdaRuntime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureForLagHandlerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryDrainForLagBacklog backlog = new InMemoryDrainForLagBacklog();
    private final InMemoryNotes notes = new InMemoryNotes();
    private final List<String> started = new ArrayList<>();

    @Test
    void an_empty_queue_starts_nothing() {
        measure(NOON);
        measure(NOON.plusSeconds(60));

        assertThat(started).isEmpty();
    }

    @Test
    void few_messages_start_a_drain_at_the_second_measurement_that_finds_them() {
        measure(NOON);
        backlog.add("message-1", "{}");
        measure(NOON.plusSeconds(60));
        assertThat(started).isEmpty();

        measure(NOON.plusSeconds(120));

        assertThat(started).hasSize(1);
        assertThat(runtime.lines()).anyMatch(line -> line.contains("\"messages\":1,\"ageSeconds\":60"));
    }

    @Test
    void the_age_begins_anew_when_the_queue_was_empty() {
        backlog.add("message-1", "{}");
        measure(NOON);
        backlog.delete(backlog.receive());
        measure(NOON.plusSeconds(60));
        backlog.add("message-2", "{}");

        measure(NOON.plusSeconds(120));

        assertThat(started).isEmpty();
    }

    @Test
    void many_messages_start_a_drain_at_once() {
        for (int n = 0; n < 100; n++) {
            backlog.add("message-" + n, "{}");
        }

        measure(NOON);

        assertThat(started).hasSize(1);
    }

    private void measure(Instant now) {
        MeasureForLag measureForLag =
                new MeasureForLag(backlog, notes, () -> started.add("drain"), Clock.fixed(now, ZoneOffset.UTC));
        runtime.invoke(
                new MeasureForLagHandler(measureForLag, runtime.invocations()),
                ScheduledEvent.class,
                Void.class,
                "{\"id\":\"run-1\",\"detail-type\":\"Scheduled Event\"}");
    }
}
