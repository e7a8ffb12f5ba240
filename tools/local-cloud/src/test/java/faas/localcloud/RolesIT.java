package faas.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import faas.localcloud.SignedCalls.Answer;
import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.probe.ProbePackage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** A function may do what its role's policies name, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesIT {
    private static final String TEMPLATE = """
            {"Resources": {
              "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "some", "AssumeRolePolicyDocument": {},
                "Policies": [{"PolicyName": "permissions", "PolicyDocument": {"Statement": [
                  {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": {"Fn::GetAtt": ["Table", "Arn"]}},
                  {"Effect": "Allow", "Resource": {"Fn::GetAtt": ["Parts", "Arn"]},
                    "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query",
                      "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"],
                    "Condition": {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["a#*", "one"]}}},
                  {"Effect": "Allow", "Action": "dynamodb:Query",
                    "Resource": {"Fn::Join": ["", [{"Fn::GetAtt": ["Parts", "Arn"]}, "/index/byDay"]]},
                    "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "today"}}},
                  {"Effect": "Allow", "Action": "dynamodb:DescribeStream",
                    "Resource": {"Fn::GetAtt": ["Table", "StreamArn"]}}]}}]}},
              "More": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "more", "Roles": [{"Ref": "Role"}],
                "PolicyDocument": {"Statement": [
                  {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}},
                  {"Effect": "Allow", "Action": "sns:Publish", "Resource": {"Ref": "Topic"}},
                  {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": {"Ref": "Secret"}},
                  {"Effect": "Allow", "Action": "lambda:InvokeFunction",
                    "Resource": "arn:aws:lambda:us-east-1:000000000000:function:echo:live"}]}}},
              "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "things",
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST",
                "StreamSpecification": {"StreamViewType": "NEW_IMAGE"}}},
              "Parts": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "parts",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"},
                  {"AttributeName": "day", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST",
                "GlobalSecondaryIndexes": [{"IndexName": "byDay", "Projection": {"ProjectionType": "KEYS_ONLY"},
                  "KeySchema": [{"AttributeName": "day", "KeyType": "HASH"}]}]}},
              "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "work"}},
              "OtherQueue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "other"}},
              "OtherTable": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "others",
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST",
                "StreamSpecification": {"StreamViewType": "NEW_IMAGE"}}},
              "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "events"}},
              "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "keys", "SecretString": "k"}},
              "Caller": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "caller", "Runtime": "java25",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Handler": "faas.localcloud.probe.EchoProbe",
                "Code": {"S3Key": "code.zip"}, "MemorySize": 256, "Timeout": 20}},
              "Echo": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "echo", "Runtime": "java25",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Handler": "faas.localcloud.probe.EchoProbe",
                "Code": {"S3Key": "code.zip"}, "MemorySize": 256, "Timeout": 20}},
              "EchoVersion": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Echo"}}},
              "EchoAlias": {"Type": "AWS::Lambda::Alias", "Properties": {"Name": "live", "FunctionName": {"Ref": "Echo"},
                "FunctionVersion": {"Fn::GetAtt": ["EchoVersion", "Version"]}}}},
             "Outputs": {"Stream": {"Value": {"Fn::GetAtt": ["Table", "StreamArn"]}}}}""";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LocalCloud cloud;
    private final SignedCalls user;
    private final SignedCalls function;

    RolesIT(@TempDir Path directory) throws Exception {
        ProbePackage.create(directory.resolve("cdk.out/asset.code"));
        Path assembly = AssemblyFiles.in(directory.resolve("cdk.out"))
                .stack("roles", TEMPLATE)
                .write();
        this.cloud = LocalCloud.start(assembly, LambdaOptions.in(directory.resolve("work")));
        this.user = SignedCalls.ofUser(cloud);
        this.function = SignedCalls.ofFunction(cloud, "caller");
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    void what_the_policies_name_is_carried_out() throws Exception {
        assertThat(function.json(
                        "DynamoDB_20120810.PutItem", "{\"TableName\": \"things\", \"Item\": {\"id\": {\"S\": \"1\"}}}"))
                .extracting(Answer::status)
                .isEqualTo(200);
        assertThat(
                        function.json(
                                "DynamoDB_20120810.TransactWriteItems",
                                "{\"TransactItems\": [{\"Put\": {\"TableName\": \"things\", \"Item\": {\"id\": {\"S\": \"2\"}}}}]}"))
                .extracting(Answer::status)
                .isEqualTo(200);
        assertThat(function.json(
                        "DynamoDBStreams_20120810.DescribeStream",
                        "{\"StreamArn\": \"" + cloud.outputs().get("Stream") + "\"}"))
                .extracting(Answer::status)
                .isEqualTo(200);
        assertThat(function.json(
                        "AmazonSQS.SendMessage",
                        "{\"QueueUrl\": \"" + cloud.endpoint() + "/000000000000/work\", \"MessageBody\": \"m\"}"))
                .extracting(Answer::status)
                .isEqualTo(200);
        assertThat(function.json("secretsmanager.GetSecretValue", "{\"SecretId\": \"keys\"}"))
                .extracting(Answer::status)
                .isEqualTo(200);
        assertThat(function.query(
                        "sns", "/", "Action=Publish&Message=m&TopicArn=arn:aws:sns:us-east-1:000000000000:events"))
                .extracting(Answer::status)
                .isEqualTo(200);
        assertThat(function.invoke("/2015-03-31/functions/echo/invocations?Qualifier=live"))
                .extracting(Answer::status)
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "DynamoDB_20120810.GetItem; {`TableName`: `things`, `Key`: {}}; dynamodb:GetItem; dynamodb; table/things",
                "DynamoDB_20120810.PutItem; {`TableName`: `others`, `Item`: {}}; dynamodb:PutItem; dynamodb; table/others",
                "DynamoDB_20120810.GetItem; {`TableName`: `nowhere`, `Key`: {}}; dynamodb:GetItem; dynamodb; table/nowhere",
                "DynamoDB_20120810.Query; {`TableName`: `things`, `IndexName`: `i`}; dynamodb:Query; dynamodb; table/things/index/i",
                "DynamoDB_20120810.TransactWriteItems; {`TransactItems`: [{`Put`: {`TableName`: `things`}}, {`Delete`:"
                        + " {`TableName`: `things`}}]}; dynamodb:DeleteItem; dynamodb; table/things",
                "AmazonSQS.ReceiveMessage; {`QueueUrl`: `http://127.0.0.1/000000000000/work`}; sqs:ReceiveMessage; sqs; work",
                "AmazonSQS.DeleteMessageBatch; {`QueueUrl`: `http://127.0.0.1/000000000000/work`}; sqs:DeleteMessage; sqs; work",
                "secretsmanager.PutSecretValue; {`SecretId`: `keys`, `SecretString`: `x`}; secretsmanager:PutSecretValue;"
                        + " secretsmanager; secret:keys",
                "AWSEvents.DisableRule; {`Name`: `nightly`}; events:DisableRule; ; *",
            })
    void what_they_do_not_name_is_denied(String target, String body, String action, String service, String resource)
            throws Exception {
        Answer answer = function.json(target, body.replace('`', '"'));

        assertThat(answer.status()).isBetween(400, 403);
        assertThat(answer.body()).contains("AccessDeniedException");
        assertThat(answer.message())
                .startsWith("User: arn:aws:sts::000000000000:assumed-role/some/caller is not authorized to perform: "
                        + action + " on resource: "
                        + (resource.equals("*") ? "*" : "arn:aws:" + service + ":us-east-1:000000000000:" + resource))
                .endsWith(" because no identity-based policy allows the " + action + " action");
    }

    /** {@code KEY} is what the role names, or what it does not name; each request holds no other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "PutItem; a#1; b#1; {`TableName`: `parts`, `Item`: {`day`: {`S`: `today`}, `pk`: {`S`: `KEY`}}}",
                "GetItem; one; one#1; {`TableName`: `parts`, `Key`: {`pk`: {`S`: `KEY`}}}",
                "UpdateItem; a#; A#1; {`TableName`: `parts`, `Key`: {`pk`: {`S`: `KEY`}}}",
                "BatchGetItem; a#2; b#2; {`RequestItems`: {`parts`: {`Keys`: [{`pk`: {`S`: `a#1`}}, {`pk`: {`S`: `KEY`}}]}}}",
                "BatchWriteItem; a#2; b#2; {`RequestItems`: {`parts`: [{`PutRequest`: {`Item`: {`pk`: {`S`: `KEY`}}}},"
                        + " {`DeleteRequest`: {`Key`: {`pk`: {`S`: `a#1`}}}}]}}",
                "TransactWriteItems; a#2; b#2; {`TransactItems`: [{`Put`: {`TableName`: `parts`, `Item`: {`pk`: {`S`: `a#3`}}}},"
                        + " {`Update`: {`TableName`: `parts`, `Key`: {`pk`: {`S`: `KEY`}}, `UpdateExpression`: `REMOVE x`}}]}",
                "TransactGetItems; a#2; b#2; {`TransactItems`: [{`Get`: {`TableName`: `parts`, `Key`: {`pk`: {`S`: `KEY`}}}}]}",
                "Query; a#1; b#1; {`TableName`: `parts`, `KeyConditionExpression`: `#k = :k`, `ExpressionAttributeNames`:"
                        + " {`#k`: `pk`}, `ExpressionAttributeValues`: {`:k`: {`S`: `KEY`}}}",
                "Query; today; tomorrow; {`TableName`: `parts`, `IndexName`: `byDay`, `KeyConditionExpression`: `#d=:d`,"
                        + " `ExpressionAttributeNames`: {`#d`: `day`}, `ExpressionAttributeValues`: {`:d`: {`S`: `KEY`}}}",
            })
    void a_part_of_a_table_that_the_role_names_is_all_that_a_request_reaches(
            String operation, String named, String other, String body) throws Exception {
        String target = "DynamoDB_20120810." + operation;
        String json = body.replace('`', '"');

        assertThat(function.json(target, json.replace("KEY", named)))
                .extracting(Answer::status)
                .isEqualTo(200);
        Answer denied = function.json(target, json.replace("KEY", other));
        assertThat(denied.status()).isEqualTo(400);
        assertThat(denied.message())
                .contains("is not authorized to perform: dynamodb:", "table/parts")
                .contains("because no identity-based policy allows the dynamodb:");
        assertThat(user.json(target, json.replace("KEY", other)))
                .extracting(Answer::status)
                .isEqualTo(200);
    }

    /** DynamoDB Local ignores members that it does not know. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "BatchWriteItem; {`RequestItems`: {`parts`: [{`DeleteRequest`: {`Item`: {`pk`: {`S`: `a#1`}}, `Key`: {`pk`: {`S`: `b#1`}}}}]}}",
                "BatchWriteItem; {`RequestItems`: {`parts`: [{`PutRequest`: {`Key`: {`pk`: {`S`: `a#1`}}, `Item`: {`pk`: {`S`: `b#1`}}}}]}}",
                "BatchWriteItem; {`RequestItems`: {`parts`: [{`Put`: {`Item`: {`pk`: {`S`: `a#1`}}}, `PutRequest`: {`Item`: {`pk`: {`S`: `b#1`}}}}]}}",
                "PutItem; {`TableName`: `parts`, `Item`: {`pk`: {`X`: `a#1`, `S`: `b#1`}}}",
                "UpdateItem; {`TableName`: `parts`, `Key`: {`pk`: {`X`: `a#1`, `S`: `b#1`}}, `UpdateExpression`: `REMOVE mark`}",
                "TransactWriteItems; {`TransactItems`: [{`Put`: {`TableName`: `parts`, `Item`: {`pk`: {`X`: `a#1`, `S`: `b#1`}}}}]}",
            })
    void an_item_whose_key_the_role_does_not_name_is_never_changed(String operation, String body) throws Exception {
        String marked = "{\"pk\":{\"S\":\"b#1\"},\"mark\":{\"S\":\"user\"}}";
        user.json("DynamoDB_20120810.PutItem", "{\"TableName\": \"parts\", \"Item\": " + marked + "}");

        assertThat(function.json("DynamoDB_20120810." + operation, body.replace('`', '"'))
                        .message())
                .contains("is not authorized to perform: dynamodb:");

        Answer kept = user.json(
                "DynamoDB_20120810.GetItem", "{\"TableName\": \"parts\", \"Key\": {\"pk\": {\"S\": \"b#1\"}}}");
        assertThat(kept.body()).contains("\"mark\":{\"S\":\"user\"}");
    }

    @Test
    void an_index_that_was_made_anew_is_read_by_its_new_key() throws Exception {
        String byDay = query("day");
        assertThat(function.json("DynamoDB_20120810.Query", byDay))
                .extracting(Answer::status)
                .isEqualTo(200);
        try {
            replaceIndex("month");

            assertThat(function.json("DynamoDB_20120810.Query", query("month")))
                    .extracting(Answer::status)
                    .isEqualTo(200);
            assertThat(function.json("DynamoDB_20120810.Query", byDay).message())
                    .contains("is not authorized to perform: dynamodb:Query");
        } finally {
            replaceIndex("day");
        }
    }

    private static String query(String key) {
        return ("{`TableName`: `parts`, `IndexName`: `byDay`, `KeyConditionExpression`: `#k = :k`,"
                        + " `ExpressionAttributeNames`: {`#k`: `KEY`}, `ExpressionAttributeValues`: {`:k`: {`S`: `today`}}}")
                .replace("KEY`", key + "`")
                .replace('`', '"');
    }

    private void replaceIndex(String key) throws Exception {
        user.json(
                "DynamoDB_20120810.UpdateTable",
                "{\"TableName\": \"parts\", \"GlobalSecondaryIndexUpdates\": [{\"Delete\": {\"IndexName\": \"byDay\"}}]}");
        await().atMost(LIMIT).until(() -> !parts().contains("byDay"));
        user.json(
                "DynamoDB_20120810.UpdateTable",
                ("{`TableName`: `parts`, `AttributeDefinitions`: [{`AttributeName`: `pk`, `AttributeType`: `S`},"
                                + " {`AttributeName`: `KEY`, `AttributeType`: `S`}], `GlobalSecondaryIndexUpdates`:"
                                + " [{`Create`: {`IndexName`: `byDay`, `Projection`: {`ProjectionType`: `KEYS_ONLY`},"
                                + " `KeySchema`: [{`AttributeName`: `KEY`, `KeyType`: `HASH`}]}}]}")
                        .replace("`KEY`", "`" + key + "`")
                        .replace('`', '"'));
        await().atMost(LIMIT).until(() -> parts().contains("\"IndexStatus\":\"ACTIVE\""));
    }

    private String parts() throws Exception {
        return user.json("DynamoDB_20120810.DescribeTable", "{\"TableName\": \"parts\"}")
                .body();
    }

    @Test
    void topics_and_functions_that_they_do_not_name_are_denied() throws Exception {
        assertThat(function.query("sns", "/", "Action=PublishBatch&TopicArn=arn:aws:sns:us-east-1:000000000000:others"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(403))
                .extracting(Answer::body, STRING)
                .contains("<Code>AuthorizationError</Code>", "sns:Publish on resource: arn:aws:sns");
        assertThat(function.invoke("/2015-03-31/functions/echo/invocations"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(403))
                .extracting(Answer::body, STRING)
                .contains("lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:echo ");
    }

    @Test
    void the_engine_counts_what_it_denied() throws Exception {
        String body = "{\"TableName\": \"counted\"}";
        function.json("DynamoDB_20120810.Scan", body);
        function.json("DynamoDB_20120810.Scan", body);

        assertThat(cloud.records().toJson().path("denials").valueStream())
                .filteredOn(denial -> denial.path("action").asText().equals("dynamodb:Scan"))
                .singleElement()
                .hasToString("{\"function\":\"caller\",\"role\":\"arn:aws:iam::000000000000:role/some\","
                        + "\"action\":\"dynamodb:Scan\","
                        + "\"resource\":\"arn:aws:dynamodb:us-east-1:000000000000:table/counted\",\"count\":2}");
    }

    /** A path against the body, a name beside the URL, and whatever else ElasticMQ would find another queue by. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{`QueueUrl`: `ENDPOINT/000000000000/work`, `QueueName`: `other`}; /",
                "{`QueueUrl`: `ENDPOINT/000000000000/work`, `QueueUrl`: `ENDPOINT/000000000000/other`}; /",
                "{`QueueUrl`: `ENDPOINT/000000000000/other?/work`}; /",
                "{`QueueUrl`: `ENDPOINT/000000000000/other#/work`}; /",
                "{`QueueUrl`: `ENDPOINT/000000000000/other/work`}; /",
                "{`QueueUrl`: `ENDPOINT/000000000000/%6fther`}; /",
                "{`QueueUrl`: `ENDPOINT/000000000000/other%2fwork`}; /",
                "{`QueueUrl`: `ENDPOINT/000000000000/other&/work`}; /",
                "{`QueueUrl`: `ENDPOINT/other/work`}; /",
                "{`QueueUrl`: `other`}; /",
                "{`QueueUrl`: `ENDPOINT/000000000000/work`}; /000000000000/other",
                "Action=SendMessage&MessageBody=m&QueueUrl=ENDPOINT/000000000000/work&QueueName=other; /",
                "Action=SendMessage&MessageBody=m&QueueUrl=ENDPOINT/000000000000/work; /000000000000/other",
                "Action=SendMessage&MessageBody=m&QueueUrl=ENDPOINT/000000000000/work; /000000000000/other?QueueName=other",
                "Action=SendMessage&MessageBody=m&QueueName=work; /000000000000/other",
                "Action=SendMessage&MessageBody=m&QueueUrl=ENDPOINT/000000000000/other&QueueUrl=ENDPOINT/000000000000/work; /other",
                "Action=SendMessage&MessageBody=m&QueueUrl=ENDPOINT/000000000000/work; /other",
                "Action=SendMessage&MessageBody=m; /000000000000/other",
                "Action=SendMessage&MessageBody=m; /000000000000/%6fther",
                "Action=SendMessage&MessageBody=m; /other",
            })
    void a_message_never_reaches_a_queue_that_the_role_does_not_name(String body, String path) throws Exception {
        int before = messagesOn("other");
        String text =
                body.replace('`', '"').replace("ENDPOINT", cloud.endpoint().toString());
        if (text.startsWith("{")) {
            function.send(
                    "sqs",
                    path,
                    "application/x-amz-json-1.0",
                    "AmazonSQS.SendMessage",
                    text.replace("}", ", \"MessageBody\": \"m\"}"));
        } else {
            function.query("sqs", path, text);
        }

        assertThat(messagesOn("other")).isEqualTo(before);
    }

    @Test
    void the_same_request_to_the_queue_that_the_role_names_arrives() throws Exception {
        int before = messagesOn("work");

        assertThat(function.query(
                                "sqs",
                                "/",
                                "Action=SendMessage&MessageBody=m&QueueUrl=" + cloud.endpoint() + "/000000000000/work")
                        .status())
                .isEqualTo(200);
        assertThat(function.query("sqs", "/000000000000/work", "Action=SendMessage&MessageBody=m")
                        .status())
                .isEqualTo(200);

        assertThat(messagesOn("work")).isEqualTo(before + 2);
    }

    @Test
    void in_the_query_protocol_a_message_may_have_an_attribute_named_policy_and_a_queue_may_not() throws Exception {
        assertThat(function.query(
                                "sqs",
                                "/000000000000/work",
                                "Action=SendMessage&MessageBody=m&MessageAttribute.1.Name=Policy"
                                        + "&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=x")
                        .status())
                .isEqualTo(200);
        assertThat(user.query(
                                "sqs",
                                "/000000000000/work",
                                "Action=SetQueueAttributes&Attribute.1.Name=Policy&Attribute.1.Value=x")
                        .body())
                .contains("<Code>InvalidAttributeName</Code>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "DynamoDB_20120810.PutItem; {`TableName`: `things`, `TableName`: `others`, `Item`: {`id`: {`S`: `x`}}}",
                "DynamoDB_20120810.PutItem; {`TableName`: `others`, `tableName`: `things`, `Item`: {`id`: {`S`: `x`}}}",
                "DynamoDB_20120810.PutItem; {`TableName`: `arn:aws:dynamodb:us-east-1:000000000000:table/others`, `Item`: {`id`: {`S`: `x`}}}",
                "DynamoDB_20120810.PutItem.PutItem; {`TableName`: `others`, `Item`: {`id`: {`S`: `x`}}}",
                "DynamoDB_20120810.TransactWriteItems; {`TransactItems`: [{`Put`: {`TableName`: `things`, `Item`: {`id`: {`S`: `x`}}}},"
                        + " {`Put`: {`TableName`: `others`, `Item`: {`id`: {`S`: `x`}}}}]}",
                "DynamoDB_20120810.TransactWriteItems; {`TransactItems`: [{`put`: {`TableName`: `others`, `Item`: {`id`: {`S`: `x`}}}}]}",
                "DynamoDB_20120810.BatchWriteItem; {`RequestItems`: {`others`: [{`PutRequest`: {`Item`: {`id`: {`S`: `x`}}}}]}}",
                "DynamoDB_20120810.ExecuteStatement; {`TableName`: `things`, `Statement`: `INSERT INTO others VALUE {'id': 'x'}`}",
                "DynamoDB_20120810.BatchExecuteStatement; {`Statements`: [{`Statement`: `INSERT INTO others VALUE {'id': 'x'}`}]}",
                "DynamoDB_20120810.ExecuteTransaction; {`TransactStatements`: [{`Statement`: `INSERT INTO others VALUE {'id': 'x'}`}]}",
                "DynamoDB_20120810.DeleteTable; {`TableName`: `others`}",
                "AmazonSQS.PutItem; {`TableName`: `others`, `Item`: {`id`: {`S`: `x`}}}",
            })
    void an_item_never_reaches_a_table_that_the_role_does_not_name(String target, String body) throws Exception {
        user.json("DynamoDB_20120810.DeleteItem", "{\"TableName\": \"others\", \"Key\": {\"id\": {\"S\": \"x\"}}}");

        assertThat(function.send("dynamodb", "/", "application/x-amz-json-1.0", target, body.replace('`', '"'))
                        .status())
                .isNotEqualTo(200);

        assertThat(user.json("DynamoDB_20120810.Scan", "{\"TableName\": \"others\", \"Select\": \"COUNT\"}")
                        .body())
                .contains("\"Count\":0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=Unsubscribe&TopicArn=TOPIC&SubscriptionArn=TOPIC:x",
                "Action=SetSubscriptionAttributes&TopicArn=TOPIC&SubscriptionArn=TOPIC:x&AttributeName=RawMessageDelivery&AttributeValue=true",
                "Action=Publish&Message=m&TopicArn=arn:aws:sns:us-east-1:000000000000:others&TargetArn=TOPIC",
                "Action=Publish&Message=m&TopicArn=TOPIC&TopicArn=arn:aws:sns:us-east-1:000000000000:others",
                "Action=PublishBatch&TargetArn=TOPIC&TopicArn=arn:aws:sns:us-east-1:000000000000:others",
                "Action=Subscribe&TargetArn=TOPIC&TopicArn=arn:aws:sns:us-east-1:000000000000:others",
                "Action=CreateTopic&Name=others&TopicArn=TOPIC",
            })
    void an_action_on_a_topic_needs_the_topic_that_it_acts_on(String form) throws Exception {
        assertThat(function.query("sns", "/", form.replace("TOPIC", "arn:aws:sns:us-east-1:000000000000:events"))
                        .body())
                .contains("AuthorizationError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/2015-03-31/functions/caller/invocations?Qualifier=live",
                "/2015-03-31/functions/echo/invocations",
                "/2015-03-31/functions/000000000000:function:echo/invocations",
                "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Aecho/invocations",
                "/2015-03-31/functions/caller%3Alive/invocations?Qualifier=1",
                "/2015-03-31/functions/%65cho/invocations",
                "/2015-03-31/functions/echo/configuration?Qualifier=live",
            })
    void a_function_is_invoked_only_as_the_role_names_it(String path) throws Exception {
        assertThat(function.invoke(path).status()).isBetween(403, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "event-invoke-config?Qualifier=live, GetFunctionEventInvokeConfig, :live",
        "event-invoke-config, GetFunctionEventInvokeConfig, ''",
        "event-invoke-config/list, ListFunctionEventInvokeConfigs, ''",
        "configuration?Qualifier=live, GetFunctionConfiguration, :live",
    })
    void what_is_told_of_a_function_needs_the_function_as_it_was_asked_for(String rest, String action, String qualifier)
            throws Exception {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .uri(URI.create(cloud.endpoint() + "/2019-09-25/functions/echo/" + rest))
                .method(SdkHttpMethod.GET)
                .build();

        assertThat(SignedCalls.send(function.sign("lambda", request, ""), "").message())
                .contains("lambda:" + action + " on resource: arn:aws:lambda:us-east-1:000000000000:function:echo"
                        + qualifier + " because");
    }

    @Test
    void a_request_is_for_the_service_that_it_is_signed_for() throws Exception {
        // A header, a path and a body of other services change nothing.
        assertThat(function.send(
                                "sns",
                                "/2015-03-31/functions/echo/invocations",
                                "application/x-www-form-urlencoded",
                                "DynamoDB_20120810.PutItem",
                                "Action=ListTopics")
                        .body())
                .contains("AuthorizationError", "sns:ListTopics");
    }

    private int messagesOn(String queue) throws Exception {
        String body = user.json(
                        "AmazonSQS.GetQueueAttributes",
                        "{\"QueueUrl\": \"" + cloud.endpoint() + "/000000000000/" + queue
                                + "\", \"AttributeNames\": [\"ApproximateNumberOfMessages\"]}")
                .body();
        return Json.parse(body)
                .path("Attributes")
                .path("ApproximateNumberOfMessages")
                .asInt();
    }
}
