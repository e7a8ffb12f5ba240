package io.orderchannel.channel.table;

import faas.dynamodblocal.DynamoDbLocal;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table of the context's layout in a DynamoDB Local. */
public record LocalTable(DynamoDbLocal local, DynamoDbClient client, String name) implements AutoCloseable {
    public static LocalTable create(DynamoDbLocal local, String name) {
        LocalTable table = new LocalTable(local, client(local, UrlConnectionHttpClient.create()), name);
        table.client.createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build()));
        return table;
    }

    public static DynamoDbClient client(DynamoDbLocal local, SdkHttpClient http) {
        return DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(http)
                .build();
    }

    /** The item, empty if there is none. */
    public Map<String, AttributeValue> item(String key) {
        return client.getItem(request ->
                        request.tableName(name).consistentRead(true).key(Map.of("pk", AttributeValue.fromS(key))))
                .item();
    }

    @Override
    public void close() {
        client.deleteTable(request -> request.tableName(name));
        client.close();
    }
}
