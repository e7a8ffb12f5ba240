package com.example.sample.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.sample.domain.Note;
import faas.events.CloudEvent;
import faas.events.EventContext;
import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.json.JsonObject;
import faas.json.JsonReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every implementation of the port does. */
public abstract class NotesContract {
    protected abstract Notes notes();

    /** The event that is stored with the note. */
    protected abstract Optional<CloudEvent> announcement(String noteId);

    @Test
    void what_is_stored_is_found() {
        Note note = Note.none("note-1").changed("text", 7, "message-1");

        assertThat(notes().find("note-1")).isEmpty();
        assertThat(notes().store(note, Optional.empty())).isTrue();

        assertThat(notes().find("note-1")).contains(note);
        assertThat(announcement("note-1")).isEmpty();
    }

    @Test
    void only_the_next_version_is_stored() {
        Note first = Note.none("note-2").changed("first", "message-1");
        Note second = first.changed("second", "message-2");

        assertThat(notes().store(second, Optional.empty())).isFalse();
        assertThat(notes().store(first, Optional.empty())).isTrue();
        assertThat(notes().store(first, Optional.empty())).isFalse();
        assertThat(notes().store(second, Optional.empty())).isTrue();
        assertThat(notes().store(second, Optional.empty())).isFalse();

        assertThat(notes().find("note-2")).contains(second);
    }

    @Test
    void an_event_is_stored_with_its_change_or_not_at_all() {
        Note first = Note.none("note-3").changed("first", "message-1");
        Note second = first.changed("second", "message-2");

        notes().store(first, Optional.of(event(first)));
        assertThat(notes().store(first, Optional.of(event(second)))).isFalse();
        assertThat(announcement("note-3")).contains(event(first));

        notes().store(second, Optional.empty());
        assertThat(announcement("note-3")).isEmpty();
    }

    private static CloudEvent event(Note note) {
        return CloudEvent.of(
                new Changed(note.id(), note.version()),
                Instant.EPOCH,
                new EventContext("trace", "correlation", "cause"));
    }

    /** An event as a context may have it. */
    private record Changed(String aggregateId, long version) implements EventData {
        @Override
        public EventType type() {
            return ChangedFormat.CHANGED;
        }

        @Override
        public String subject() {
            return aggregateId;
        }
    }

    /** The format of that event. */
    protected enum ChangedFormat implements EventFormat, EventType {
        CHANGED;

        @Override
        public String wireName() {
            return "test.changed.v1";
        }

        @Override
        public String source() {
            return "/test";
        }

        @Override
        public List<EventType> types() {
            return List.of(CHANGED);
        }

        @Override
        public JsonObject write(EventData data) {
            return new JsonObject().put("id", data.aggregateId()).put("version", data.version());
        }

        @Override
        public EventData read(EventType type, JsonReader in) {
            return new Changed(in.text("id"), in.number("version", 1, Long.MAX_VALUE));
        }
    }
}
