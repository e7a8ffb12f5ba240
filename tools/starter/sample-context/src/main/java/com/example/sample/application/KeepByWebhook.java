package com.example.sample.application;

import com.example.sample.domain.Note;
import java.util.Optional;

/** Keeps what a signed call says, once however often the call is repeated. */
public final class KeepByWebhook {
    private final Notes notes;

    public KeepByWebhook(Notes notes) {
        this.notes = notes;
    }

    /**
     * Keeps a note of one call.
     *
     * @param webhookId the same at every repeat of the call
     * @return whether it is kept now; if not, it was kept before
     */
    public boolean keep(String webhookId, String text) {
        // Your business step: what the note holds of the call.
        return notes.store(Note.none(webhookId).changed(text, webhookId), Optional.empty());
    }
}
