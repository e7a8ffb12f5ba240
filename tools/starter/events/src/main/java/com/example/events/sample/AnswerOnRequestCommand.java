package com.example.events.sample;

import faas.events.EventCodec;
import faas.events.EventContext;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.json.UnreadableJsonException;

/** What a caller of AnswerOnRequest asks. */
public record AnswerOnRequestCommand(String noteId, EventContext context) {
    /**
     * The command that the text holds.
     *
     * @throws UnreadableJsonException if it is none; the message names every wrong field
     */
    public static AnswerOnRequestCommand read(String text) {
        return JsonReader.read(
                "AnswerOnRequest command",
                text,
                in -> new AnswerOnRequestCommand(in.text("noteId"), EventCodec.readContext(in)));
    }

    /** As one line of JSON. */
    public String toJson() {
        JsonObject json = new JsonObject().put("noteId", noteId);
        EventCodec.write(context, json);
        return json.toString();
    }
}
