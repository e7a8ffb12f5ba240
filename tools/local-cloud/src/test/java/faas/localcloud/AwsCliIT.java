package faas.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.lambda.LambdaOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The engine through the AWS CLI, on machines that have it ({@code pip install awscli}). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCliIT {
    private static final String TEMPLATE = """
            {"Resources": {
              "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "events"}},
              "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "things",
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                "StreamSpecification": {"StreamViewType": "NEW_IMAGE"}}},
              "Function": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "FunctionName": "f", "Runtime": "java25",
                "Handler": "a.B", "Code": {"S3Key": "code.zip"}}},
              %s}}""".formatted(AssemblyFiles.ROLE);

    private static final String POLICY = """
            {"Policy": "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\", \\"Principal\\": {\\"Service\\": \\"sns.amazonaws.com\\"},\
             \\"Action\\": \\"sqs:SendMessage\\", \\"Resource\\": \\"*\\"}]}"}""";

    private final LocalCloud cloud;

    AwsCliIT(@TempDir Path directory) throws IOException {
        assumeThat(Stream.of(System.getenv("PATH").split(":", -1))
                        .map(folder -> Path.of(folder, "aws"))
                        .anyMatch(Files::isExecutable))
                .as("aws is on the PATH")
                .isTrue();
        Path assembly = AssemblyFiles.in(directory.resolve("cdk.out"))
                .stack("s", TEMPLATE)
                .write();
        cloud = LocalCloud.start(assembly, LambdaOptions.in(directory.resolve("work")));
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    void a_message_goes_from_a_topic_to_a_queue_that_the_cli_made_and_subscribed() throws Exception {
        String url = aws("sqs create-queue --queue-name q --query QueueUrl --output text --attributes", POLICY);
        aws("sns subscribe --protocol sqs --topic-arn arn:aws:sns:us-east-1:000000000000:events"
                + " --notification-endpoint arn:aws:sqs:us-east-1:000000000000:q --attributes RawMessageDelivery=true");
        aws("sns publish --topic-arn arn:aws:sns:us-east-1:000000000000:events --message hello");

        assertThat(aws(
                        "sqs receive-message --wait-time-seconds 10 --query Messages[].Body --output text --queue-url",
                        url))
                .isEqualTo("hello");
        assertThat(aws(
                        "sqs get-queue-attributes --attribute-names Policy --query Attributes.Policy --output text --queue-url",
                        url))
                .contains("sns.amazonaws.com");
    }

    @Test
    void a_table_and_its_stream_are_there() throws Exception {
        aws("dynamodb put-item --table-name things --item", "{\"id\": {\"S\": \"a\"}}");

        assertThat(aws("dynamodb scan --table-name things --query Items[].id.S --output text"))
                .isEqualTo("a");
        assertThat(aws("dynamodbstreams list-streams --query Streams[].StreamArn --output text"))
                .startsWith("arn:aws:dynamodb:us-east-1:000000000000:table/things/stream/");
    }

    @Test
    void the_caller_is_told_who_it_is() throws Exception {
        assertThat(aws("sts get-caller-identity --query Arn --output text"))
                .isEqualTo("arn:aws:iam::000000000000:user/local");
    }

    @Test
    void a_function_is_listed() throws Exception {
        assertThat(aws("lambda list-functions --query Functions[].FunctionName --output text"))
                .isEqualTo("f");
    }

    /** What it prints, with these words of the command line and the last argument as it is. */
    private String aws(String words, String... last) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(words.split(" ", -1)));
        command.addAll(List.of(last));
        command.addAll(List.of("--endpoint-url", cloud.endpoint().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", cloud.credentials().accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", cloud.credentials().secretAccessKey(),
                        "AWS_DEFAULT_REGION", cloud.region(),
                        "AWS_PAGER", ""));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
