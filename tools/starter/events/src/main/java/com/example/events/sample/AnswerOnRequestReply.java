package com.example.events.sample;

import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.json.UnreadableJsonException;

/**
 * What AnswerOnRequest answers.
 *
 * @param version 0 if there is no such note
 */
public record AnswerOnRequestReply(String noteId, long version) {
    /**
     * The reply that the text holds.
     *
     * @throws UnreadableJsonException if it is none; the message names every wrong field
     */
    public static AnswerOnRequestReply read(String text) {
        return JsonReader.read(
                "AnswerOnRequest reply",
                text,
                in -> new AnswerOnRequestReply(in.text("noteId"), in.number("version", 0, Long.MAX_VALUE)));
    }

    /** As one line of JSON. */
    public String toJson() {
        return new JsonObject().put("noteId", noteId).put("version", version).toString();
    }
}
