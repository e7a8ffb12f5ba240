package com.example.sample.application;

import com.example.events.sample.SampleEventType;
import com.example.sample.application.DrainForLagBacklog.Delivered;
import com.example.sample.domain.Note;
import faas.events.CloudEvent;
import faas.events.EventData;
import faas.events.NotTakenException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Keeps a note of each event that waits. A message is deleted after its note is stored, and a note is stored once, so a
 * drain may end at any point, and two may work at one time.
 */
public final class DrainForLag {
    private final DrainForLagBacklog backlog;
    private final Notes notes;
    private final Function<String, CloudEvent> decode;

    public DrainForLag(DrainForLagBacklog backlog, Notes notes, Function<String, CloudEvent> decode) {
        this.backlog = backlog;
        this.notes = notes;
        this.decode = decode;
    }

    /**
     * Works until the queue is empty.
     *
     * @param mayGoOn whether there is time for ten more messages
     * @param failed is told of each message that failed, and why; it comes again unless its type is not taken
     * @return how many messages it took off the queue
     */
    public int drain(BooleanSupplier mayGoOn, BiConsumer<String, RuntimeException> failed) {
        int drained = 0;
        while (mayGoOn.getAsBoolean()) {
            List<Delivered> batch = backlog.receive();
            if (batch.isEmpty()) {
                break;
            }
            List<Delivered> done =
                    batch.stream().filter(message -> isDone(message, failed)).toList();
            if (!done.isEmpty()) {
                backlog.delete(done);
            }
            drained += done.size();
        }
        return drained;
    }

    private boolean isDone(Delivered message, BiConsumer<String, RuntimeException> failed) {
        try {
            keep(decode.apply(message.body()));
            return true;
        } catch (RuntimeException failure) {
            failed.accept(message.messageId(), failure);
            return failure instanceof NotTakenException;
        }
    }

    private void keep(CloudEvent event) {
        if (event.type() != SampleEventType.ENTRY_KEPT) {
            throw new NotTakenException(event.type().wireName());
        }
        EventData data = event.data();
        String noteId = "drain-for-lag-" + data.aggregateId();
        Note note = notes.find(noteId).orElse(Note.none(noteId));
        if (data.version() <= note.appliedVersion()) {
            return;
        }
        // Your business step: what the event changes in the note.
        Note next = note.changed(data.subject(), data.version(), event.id());
        if (!notes.store(next, Optional.empty())) {
            throw new IllegalStateException("DrainForLag: note " + next.id() + ": write conflict");
        }
    }
}
