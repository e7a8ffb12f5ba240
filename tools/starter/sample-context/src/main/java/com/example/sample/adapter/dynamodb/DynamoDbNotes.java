package com.example.sample.adapter.dynamodb;

import com.example.sample.application.Notes;
import com.example.sample.domain.Note;
import com.example.sample.table.NotesTable;
import faas.events.CloudEvent;
import faas.events.EventCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * One item a note: its state, the inbox marker, and in {@code event} and {@code eventId} the event that announces it,
 * which the table's stream passes on. Safe for use by several threads.
 */
public final class DynamoDbNotes implements Notes {
    private final DynamoDbClient dynamoDb;
    private final String table;
    private final EventCodec events;

    public DynamoDbNotes(DynamoDbClient dynamoDb, String table, EventCodec events) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.events = events;
    }

    @Override
    public Optional<Note> find(String noteId) {
        Map<String, AttributeValue> item = dynamoDb.getItem(GetItemRequest.builder()
                        .tableName(table)
                        .key(Map.of(NotesTable.NOTE_ID, AttributeValue.fromS(noteId)))
                        .consistentRead(true)
                        .build())
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(note(item));
    }

    @Override
    public boolean store(Note note, Optional<CloudEvent> event) {
        Map<String, AttributeValue> item = item(note);
        event.ifPresent(announcement -> {
            item.put("eventId", AttributeValue.fromS(announcement.id()));
            item.put("event", AttributeValue.fromS(events.encode(announcement)));
        });
        PutItemRequest.Builder put = PutItemRequest.builder().tableName(table).item(item);
        if (note.version() == 1) {
            put.conditionExpression("attribute_not_exists(noteId)");
        } else {
            put.conditionExpression("version = :before")
                    .expressionAttributeValues(Map.of(":before", number(note.version() - 1)));
        }
        try {
            dynamoDb.putItem(put.build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    private static Map<String, AttributeValue> item(Note note) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(NotesTable.NOTE_ID, AttributeValue.fromS(note.id()));
        item.put("version", number(note.version()));
        item.put("text", AttributeValue.fromS(note.text()));
        item.put("appliedVersion", number(note.appliedVersion()));
        item.put("cause", AttributeValue.fromS(note.cause()));
        return item;
    }

    private static Note note(Map<String, AttributeValue> item) {
        return new Note(
                attribute(item, NotesTable.NOTE_ID).s(),
                Long.parseLong(attribute(item, "version").n()),
                attribute(item, "text").s(),
                Long.parseLong(attribute(item, "appliedVersion").n()),
                attribute(item, "cause").s());
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
