package faas.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.FunctionFigures;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** A table with indexes, time-to-live and a stream, from its template to the functions that its changes start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TablesIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TIMERS =
            "{\"eventName\":[\"REMOVE\"],\"dynamodb\":{\"Keys\":{\"pk\":{\"S\":[{\"prefix\":\"expiry#\"}]}}}}";
    private static final String EXPIRED = "{\"eventName\":[\"REMOVE\"],\"userIdentity\":{\"type\":[\"Service\"],"
            + "\"principalId\":[\"dynamodb.amazonaws.com\"]}}";

    private final Notes timers;
    private final Notes expired;
    private final LocalCloud cloud;
    private final DynamoDbClient dynamoDb;

    TablesIT(@TempDir Path directory) throws IOException {
        this.timers = new Notes(directory.resolve("timers"));
        this.expired = new Notes(directory.resolve("expired"));
        ProbePackage.create(directory.resolve("cdk.out/asset.code"), DynamodbEvent.class, org.joda.time.DateTime.class);
        Path assembly = AssemblyFiles.in(directory.resolve("cdk.out"))
                .stack(
                        "tables",
                        "{\"Resources\": {" + AssemblyFiles.ROLE + "," + table() + ","
                                + function("Timers", TIMERS, timers) + "," + function("Expired", EXPIRED, expired)
                                + "}}")
                .write();
        this.cloud = LocalCloud.start(assembly, LambdaOptions.in(directory.resolve("work")));
        this.dynamoDb = DynamoDbClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.credentials().accessKeyId(), cloud.credentials().secretAccessKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static String table() {
        return """
                "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "things", "BillingMode": "PAY_PER_REQUEST",
                  "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"},
                    {"AttributeName": "state", "AttributeType": "S"}, {"AttributeName": "at", "AttributeType": "N"}],
                  "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
                  "GlobalSecondaryIndexes": [
                    {"IndexName": "whole", "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"},
                      {"AttributeName": "at", "KeyType": "RANGE"}], "Projection": {"ProjectionType": "ALL"}},
                    {"IndexName": "keys", "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}],
                      "Projection": {"ProjectionType": "KEYS_ONLY"}},
                    {"IndexName": "some", "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}],
                      "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["name"]}}],
                  "LocalSecondaryIndexes": [
                    {"IndexName": "by-time", "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"},
                      {"AttributeName": "at", "KeyType": "RANGE"}], "Projection": {"ProjectionType": "ALL"}}],
                  "TimeToLiveSpecification": {"AttributeName": "expiresAt", "Enabled": true},
                  "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"}}}""";
    }

    private static String function(String name, String pattern, Notes notes) {
        return """
                "%1$s": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "FunctionName": "%1$s", "Runtime": "java25",
                  "Handler": "faas.localcloud.probe.RawProbe", "Code": {"S3Key": "code.zip"}, "MemorySize": 256,
                  "Timeout": 20, "Environment": {"Variables": {"%3$s": "%4$s"}}}},
                "%1$sMapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": "%1$s"},
                  "EventSourceArn": {"Fn::GetAtt": ["Table", "StreamArn"]}, "BatchSize": 10, "StartingPosition": "TRIM_HORIZON",
                  "FilterCriteria": {"Filters": [{"Pattern": %2$s}]}}}""".formatted(name, Json.text(Json.string(pattern)), notes.variable(), notes.file());
    }

    @BeforeAll
    void fill() {
        put("a", "1", Map.of("state", text("OPEN"), "at", number(2), "name", text("first"), "more", text("x")));
        put("a", "2", Map.of("state", text("OPEN"), "at", number(1), "name", text("second"), "more", text("x")));
        put("a", "3", Map.of("name", text("third")));
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    void an_index_answers_in_its_own_order_without_the_items_that_lack_its_key() {
        assertThat(query("whole")).extracting(item -> item.get("name")).containsExactly(text("second"), text("first"));
        assertThat(dynamoDb.query(request -> request.tableName("things")
                                .indexName("by-time")
                                .keyConditionExpression("pk = :pk AND #at < :at")
                                .expressionAttributeNames(Map.of("#at", "at"))
                                .expressionAttributeValues(Map.of(":pk", text("a"), ":at", number(2))))
                        .items())
                .extracting(item -> item.get("sk"))
                .containsExactly(text("2"));
    }

    @Test
    void an_index_holds_what_it_projects() {
        assertThat(query("whole").getFirst()).containsOnlyKeys("pk", "sk", "state", "at", "name", "more");
        assertThat(query("keys").getFirst()).containsOnlyKeys("pk", "sk", "state");
        assertThat(query("some").getFirst()).containsOnlyKeys("pk", "sk", "state", "name");
        assertThat(dynamoDb.describeTable(request -> request.tableName("things"))
                        .table()
                        .globalSecondaryIndexes())
                .extracting(index -> index.projection().projectionType())
                .containsExactlyInAnyOrder(ProjectionType.ALL, ProjectionType.KEYS_ONLY, ProjectionType.INCLUDE);
    }

    @Test
    void time_to_live_is_on() {
        var described = dynamoDb.describeTimeToLive(request -> request.tableName("things"))
                .timeToLiveDescription();

        assertThat(described.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
        assertThat(described.attributeName()).isEqualTo("expiresAt");
    }

    @Test
    void an_item_that_expired_goes_soon_whatever_index_holds_it_and_starts_the_function_that_waits_for_it() {
        put("other", "1", Map.of("expiresAt", past()));
        put("expiry#sparse", "1", Map.of("expiresAt", past()));
        put("expiry#indexed", "1", Map.of("expiresAt", past(), "state", text("HELD"), "at", number(1)));
        put(
                "expiry#later",
                "1",
                Map.of("expiresAt", number(Instant.now().plusSeconds(600).getEpochSecond())));
        put("expiry#no-number", "1", Map.of("expiresAt", text("1")));

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(query("HELD", "whole")).isEmpty());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(keys(expired))
                        .containsExactlyInAnyOrder("other", "expiry#sparse", "expiry#indexed"));
        assertThat(records(expired)).allSatisfy(change -> {
            assertThat(change.at("/userIdentity/type").asText()).isEqualTo("Service");
            assertThat(change.at("/userIdentity/principalId").asText()).isEqualTo("dynamodb.amazonaws.com");
            assertThat(change.at("/dynamodb/OldImage").has("expiresAt")).isTrue();
        });
        await().atMost(LIMIT).untilAsserted(() -> assertThat(keys(timers)).contains("expiry#sparse", "expiry#indexed"));
        assertThat(get("expiry#later")).isNotEmpty();
        assertThat(get("expiry#no-number")).isNotEmpty();
    }

    @Test
    void what_the_filter_does_not_match_starts_nothing_and_holds_nothing_up() {
        put("filter", "1", Map.of());
        put("expiry#filter", "1", Map.of());
        put("expiry#filter", "1", Map.of("changed", text("yes")));
        delete("filter");
        delete("expiry#filter");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(keys(timers)).contains("expiry#filter"));
        List<JsonNode> seen = records(timers);
        assertThat(seen).allSatisfy(change -> {
            assertThat(change.path("eventName").asText()).isEqualTo("REMOVE");
            assertThat(key(change)).startsWith("expiry#");
        });
        assertThat(keys(expired)).as("what users delete").doesNotContain("expiry#filter");
        // An invocation writes its line before it is counted.
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat((long) timers.lines().size()).isEqualTo(invocationsOf("Timers")));
    }

    private long invocationsOf(String name) {
        return cloud.records().functions().stream()
                .filter(function -> function.name().equals(name))
                .mapToLong(FunctionFigures::invocations)
                .sum();
    }

    private void delete(String pk) {
        dynamoDb.deleteItem(request -> request.tableName("things").key(Map.of("pk", text(pk), "sk", text("1"))));
    }

    private Map<String, AttributeValue> get(String pk) {
        return dynamoDb.getItem(request -> request.tableName("things").key(Map.of("pk", text(pk), "sk", text("1"))))
                .item();
    }

    private static List<String> keys(Notes notes) {
        return records(notes).stream().map(TablesIT::key).toList();
    }

    private static String key(JsonNode change) {
        return change.at("/dynamodb/Keys/pk/S").asText();
    }

    private static List<JsonNode> records(Notes notes) {
        return notes.lines().stream()
                .flatMap(line ->
                        StreamSupport.stream(Json.parse(line).path("Records").spliterator(), false))
                .toList();
    }

    private List<Map<String, AttributeValue>> query(String index) {
        return query("OPEN", index);
    }

    private List<Map<String, AttributeValue>> query(String state, String index) {
        return dynamoDb.query(request -> request.tableName("things")
                        .indexName(index)
                        .keyConditionExpression("#state = :state")
                        .expressionAttributeNames(Map.of("#state", "state"))
                        .expressionAttributeValues(Map.of(":state", text(state))))
                .items();
    }

    private void put(String pk, String sk, Map<String, AttributeValue> others) {
        Map<String, AttributeValue> item = new java.util.HashMap<>(others);
        item.put("pk", text(pk));
        item.put("sk", text(sk));
        dynamoDb.putItem(request -> request.tableName("things").item(item));
    }

    private static AttributeValue past() {
        return number(Instant.now().minusSeconds(60).getEpochSecond());
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
