package io.orderchannel.simulator.adapter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import faas.dynamodblocal.DynamoDbLocal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

class DynamoDbFirstCallsIT {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void one_call_about_an_assignment_is_the_first_and_may_ask_again() {
        try (DynamoDbLocal local = DynamoDbLocal.start();
                DynamoDbClient client = client(local)) {
            client.createTable(request -> request.tableName("calls")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("pk")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("pk")
                            .keyType(KeyType.HASH)
                            .build()));
            DynamoDbFirstCalls calls = new DynamoDbFirstCalls(client, "calls", Clock.fixed(NOON, ZoneOffset.UTC));

            assertThat(calls.isFirst("assignment-1", "call-1")).isTrue();
            assertThat(calls.isFirst("assignment-1", "call-2")).isFalse();
            assertThat(calls.isFirst("assignment-1", "call-1")).isTrue();
            assertThat(calls.isFirst("assignment-2", "call-2")).isTrue();
            assertThat(client.getItem(request -> request.tableName("calls")
                                    .key(Map.of("pk", AttributeValue.fromS("call#assignment-1"))))
                            .item())
                    .containsEntry("expiresAt", AttributeValue.fromN("1772452800"));
        }
    }

    private static DynamoDbClient client(DynamoDbLocal local) {
        return DynamoDbClient.builder()
                .endpointOverride(local.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
