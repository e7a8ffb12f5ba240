package com.example.sample.handler;

import com.example.sample.adapter.dynamodb.DynamoDbNotes;
import com.example.sample.application.Notes;
import faas.events.EventCodec;
import faas.events.EventFormat;
import faas.kit.aws.AwsClients;
import faas.kit.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Wires the store of notes. */
final class NotesModule {
    private NotesModule() {}

    /**
     * The store, as one function uses it.
     *
     * @param published formats of the events that the function stores to be published
     */
    static Notes notes(String function, EventFormat... published) {
        Environment environment = Environment.ofThisProcess(function);
        Environment.Variable<String> table = environment.text("NOTES_TABLE");
        environment.check();
        return new DynamoDbNotes(
                AwsClients.ofThisProcess(DynamoDbClient.builder()), table.value(), new EventCodec(published));
    }
}
