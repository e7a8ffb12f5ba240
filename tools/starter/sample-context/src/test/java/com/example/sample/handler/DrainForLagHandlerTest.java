package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.sample.application.DrainForLag;
import com.example.sample.application.InMemoryDrainForLagBacklog;
import com.example.sample.application.InMemoryNotes;
import com.example.sample.domain.Note;
import faas.kit.LambdaRuntime;
import org.junit.jupiter.api.Test;

class DrainForLagHandlerTest {
    private static final String EVENT = LambdaRuntime.exampleOf("sample.entry-kept.v1");
    private static final String NOTE_ID =
            "drain-for-lag-" + DrainForLagModule.events().decode(EVENT).data().aggregateId();

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final InMemoryDrainForLagBacklog backlog = new InMemoryDrainForLagBacklog();
    private final InMemoryNotes notes = new InMemoryNotes();

    @Test
    void all_messages_are_taken_off_and_an_event_is_kept_once() {
        for (int n = 0; n < 25; n++) {
            backlog.add("message-" + n, EVENT);
        }

        drain();

        assertThat(backlog.size()).isZero();
        assertThat(notes.find(NOTE_ID)).map(Note::version).contains(1L);
        assertThat(runtime.lines()).anyMatch(line -> line.contains("\"messages\":25"));
    }

    @Test
    void a_message_that_fails_stays_and_one_of_another_type_goes() {
        backlog.add("message-1", "this is no event");
        backlog.add("message-2", EVENT.replace("sample.entry-kept.v1", "other.happened.v1"));
        backlog.add("message-3", EVENT);

        drain();

        assertThat(backlog.size()).isEqualTo(1);
        assertThat(notes.find(NOTE_ID)).isPresent();
        assertThat(runtime.lines())
                .anyMatch(line -> line.contains("message left in the queue") && line.contains("message-1"))
                .anyMatch(line -> line.contains("message ignored") && line.contains("message-2"));
    }

    private void drain() {
        DrainForLag drainForLag = new DrainForLag(backlog, notes, DrainForLagModule.events()::decode);
        runtime.invoke(new DrainForLagHandler(drainForLag, runtime.invocations()), "{}");
    }
}
