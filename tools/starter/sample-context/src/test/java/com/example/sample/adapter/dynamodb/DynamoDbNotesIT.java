package com.example.sample.adapter.dynamodb;

import com.example.sample.application.Notes;
import com.example.sample.application.NotesContract;
import com.example.sample.table.NotesTable;
import faas.dynamodblocal.DynamoDbLocal;
import faas.events.CloudEvent;
import faas.events.EventCodec;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class DynamoDbNotesIT extends NotesContract {
    private static final String TABLE = "notes";

    private static DynamoDbLocal local;
    private static DynamoDbClient client;

    private final EventCodec events = new EventCodec(ChangedFormat.CHANGED);

    @BeforeAll
    static void start() {
        local = DynamoDbLocal.start();
        client = DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        client.createTable(table -> table.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(NotesTable.NOTE_ID)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName(NotesTable.NOTE_ID)
                        .keyType(KeyType.HASH)
                        .build()));
    }

    @AfterAll
    static void stop() {
        client.close();
        local.close();
    }

    @Override
    protected Notes notes() {
        return new DynamoDbNotes(client, TABLE, events);
    }

    @Override
    protected Optional<CloudEvent> announcement(String noteId) {
        Map<String, AttributeValue> item = client.getItem(
                        get -> get.tableName(TABLE).key(Map.of(NotesTable.NOTE_ID, AttributeValue.fromS(noteId))))
                .item();
        return Optional.ofNullable(item.get("event"))
                .map(AttributeValue::s)
                .map(events::decode)
                .filter(event -> AttributeValue.fromS(event.id()).equals(item.get("eventId")));
    }
}
