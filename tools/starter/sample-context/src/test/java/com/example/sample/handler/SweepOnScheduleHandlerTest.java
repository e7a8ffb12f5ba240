package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.example.sample.application.InMemoryNotes;
import com.example.sample.application.SweepOnSchedule;
import com.example.sample.domain.Note;
import faas.kit.LambdaRuntime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SweepOnScheduleHandlerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:05:00Z"), ZoneOffset.UTC);

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryNotes notes = new InMemoryNotes();

    @Test
    void a_run_is_done_once_and_the_next_one_again() {
        run("{\"id\":\"run-1\"}");
        run("{\"id\":\"run-1\"}");
        run("{\"id\":\"run-2\"}");

        assertThat(notes.find("sweep-on-schedule")).map(Note::version).contains(2L);
        assertThat(notes.find("sweep-on-schedule")).map(Note::text).contains("2026-03-01T12:05:00Z");
        assertThat(runtime.lines()).anyMatch(line -> line.contains("run done before"));
    }

    @Test
    void an_event_without_an_id_starts_a_run_too() {
        run("{}");

        assertThat(notes.find("sweep-on-schedule")).map(Note::cause).contains("request-1");
    }

    private void run(String event) {
        runtime.invoke(
                new SweepOnScheduleHandler(new SweepOnSchedule(notes, CLOCK), runtime.invocations()),
                ScheduledEvent.class,
                Void.class,
                event);
    }
}
