package faas.localcloud;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.probe.ProbePackage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A function may do what its role's policies name, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesIT {
    private static final String TEMPLATE = """
            {"Resources": {
              "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "some", "AssumeRolePolicyDocument": {},
                "Policies": [{"PolicyName": "permissions", "PolicyDocument": {"Statement": [
                  {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": {"Fn::GetAtt": ["Table", "Arn"]}},
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
              "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "work"}},
              "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "events"}},
              "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "keys", "SecretString": "k"}},
              "Caller": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "caller", "Runtime": "java25",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Handler": "faas.localcloud.probe.ApiProbe",
                "Code": {"S3Key": "code.zip"}, "MemorySize": 256, "Timeout": 20}},
              "Echo": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "echo", "Runtime": "java25",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Handler": "faas.localcloud.probe.EchoProbe",
                "Code": {"S3Key": "code.zip"}, "MemorySize": 256, "Timeout": 20}},
              "EchoVersion": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Echo"}}},
              "EchoAlias": {"Type": "AWS::Lambda::Alias", "Properties": {"Name": "live", "FunctionName": {"Ref": "Echo"},
                "FunctionVersion": {"Fn::GetAtt": ["EchoVersion", "Version"]}}}},
             "Outputs": {"Stream": {"Value": {"Fn::GetAtt": ["Table", "StreamArn"]}}}}""";

    private final LocalCloud cloud;
    private final LambdaClient lambda;

    RolesIT(@TempDir Path directory) throws IOException {
        ProbePackage.create(directory.resolve("cdk.out/asset.code"));
        Path assembly = AssemblyFiles.in(directory.resolve("cdk.out"))
                .stack("roles", TEMPLATE)
                .write();
        this.cloud = LocalCloud.start(assembly, LambdaOptions.in(directory.resolve("work")));
        this.lambda = LambdaClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.credentials().accessKeyId(), cloud.credentials().secretAccessKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    void what_the_policies_name_is_carried_out() {
        assertThat(json("DynamoDB_20120810.PutItem", "{\"TableName\": \"things\", \"Item\": {\"id\": {\"S\": \"1\"}}}"))
                .startsWith("200\n");
        assertThat(
                        json(
                                "DynamoDB_20120810.TransactWriteItems",
                                "{\"TransactItems\": [{\"Put\": {\"TableName\": \"things\", \"Item\": {\"id\": {\"S\": \"2\"}}}}]}"))
                .startsWith("200\n");
        assertThat(json(
                        "DynamoDBStreams_20120810.DescribeStream",
                        "{\"StreamArn\": \"" + cloud.outputs().get("Stream") + "\"}"))
                .startsWith("200\n");
        assertThat(json(
                        "AmazonSQS.SendMessage",
                        "{\"QueueUrl\": \"" + cloud.endpoint() + "/000000000000/work\", \"MessageBody\": \"m\"}"))
                .startsWith("200\n");
        assertThat(json("secretsmanager.GetSecretValue", "{\"SecretId\": \"keys\"}"))
                .startsWith("200\n");
        assertThat(query("Action=Publish&Message=m&TopicArn=arn:aws:sns:us-east-1:000000000000:events"))
                .startsWith("200\n");
        assertThat(call(
                        "/2015-03-31/functions/echo/invocations?Qualifier=live",
                        "Content-Type: application/json",
                        "{}"))
                .startsWith("200\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "DynamoDB_20120810.GetItem; {`TableName`: `things`, `Key`: {}}; dynamodb:GetItem; dynamodb; table/things",
                "DynamoDB_20120810.PutItem; {`TableName`: `others`, `Item`: {}}; dynamodb:PutItem; dynamodb; table/others",
                "DynamoDB_20120810.Query; {`TableName`: `things`, `IndexName`: `i`}; dynamodb:Query; dynamodb; table/things/index/i",
                "DynamoDB_20120810.TransactWriteItems; {`TransactItems`: [{`Put`: {`TableName`: `things`}}, {`Delete`:"
                        + " {`TableName`: `things`}}]}; dynamodb:DeleteItem; dynamodb; table/things",
                "AmazonSQS.ReceiveMessage; {`QueueUrl`: `http://127.0.0.1/000000000000/work`}; sqs:ReceiveMessage; sqs; work",
                "AmazonSQS.DeleteMessageBatch; {`QueueUrl`: `http://127.0.0.1/000000000000/work`}; sqs:DeleteMessage; sqs; work",
                "secretsmanager.PutSecretValue; {`SecretId`: `keys`, `SecretString`: `x`}; secretsmanager:PutSecretValue;"
                        + " secretsmanager; secret:keys",
                "AWSEvents.DisableRule; {`Name`: `nightly`}; events:DisableRule; ; *",
            })
    void what_they_do_not_name_is_denied(String target, String body, String action, String service, String resource) {
        String answer = json(target, body.replace('`', '"'));

        assertThat(answer).startsWith("40").contains("AccessDeniedException");
        assertThat(message(answer))
                .startsWith("User: arn:aws:sts::000000000000:assumed-role/some/caller is not authorized to perform: "
                        + action + " on resource: "
                        + (resource.equals("*") ? "*" : "arn:aws:" + service + ":us-east-1:000000000000:" + resource))
                .endsWith(" because no identity-based policy allows the " + action + " action");
    }

    @Test
    void topics_and_functions_that_they_do_not_name_are_denied() {
        assertThat(query("Action=PublishBatch&TopicArn=arn:aws:sns:us-east-1:000000000000:others"))
                .startsWith("403\n")
                .contains("<Code>AuthorizationError</Code>", "sns:Publish on resource: arn:aws:sns");
        assertThat(call("/2015-03-31/functions/echo/invocations", "Content-Type: application/json", "{}"))
                .startsWith("403\n")
                .contains("lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:echo ");
    }

    @Test
    void the_engine_counts_what_it_denied() {
        String body = "{\"TableName\": \"counted\"}";
        json("DynamoDB_20120810.Scan", body);
        json("DynamoDB_20120810.Scan", body);

        assertThat(cloud.records().toJson().path("denials").valueStream())
                .filteredOn(denial -> denial.path("action").asText().equals("dynamodb:Scan"))
                .singleElement()
                .hasToString("{\"function\":\"caller\",\"role\":\"arn:aws:iam::000000000000:role/some\","
                        + "\"action\":\"dynamodb:Scan\","
                        + "\"resource\":\"arn:aws:dynamodb:us-east-1:000000000000:table/counted\",\"count\":2}");
    }

    private String json(String target, String body) {
        return call("/", "Content-Type: application/x-amz-json-1.0|X-Amz-Target: " + target, body);
    }

    private String query(String form) {
        return call("/", "Content-Type: application/x-www-form-urlencoded", form);
    }

    private String call(String path, String headers, String body) {
        return lambda.invoke(request -> request.functionName("caller")
                        .payload(SdkBytes.fromUtf8String(Json.text(Json.string(path + "\n" + headers + "\n" + body)))))
                .payload()
                .asUtf8String();
    }

    private static String message(String answer) {
        return Json.parse(answer.substring(answer.indexOf('\n') + 1))
                .path("message")
                .asText();
    }
}
