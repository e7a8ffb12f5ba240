package faas.localcloud.provision;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.assembly.CloudAssembly;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanChangesTest {
    private static final String TEMPLATE = """
            {"Resources": {
              "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "some", "AssumeRolePolicyDocument": {},
                "Policies": [{"PolicyName": "p", "PolicyDocument": {"Statement": [
                  {"Effect": "Allow", "Action": ["sqs:*", "dynamodb:*"], "Resource": "*"}]}}]}},
              "Other": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "other", "AssumeRolePolicyDocument": {},
                "Policies": [{"PolicyName": "p", "PolicyDocument": {"Statement": [
                  {"Effect": "Allow", "Action": ["sqs:*", "dynamodb:*"], "Resource": "*"}]}}]}},
              "F": {"Type": "AWS::Lambda::Function", "Metadata": {"aws:cdk:path": "s/SendInvoice/Resource"},
                "Properties": {"FunctionName": "demo-SendInvoice", "Runtime": "java25", "Handler": "a.B",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Code": {"S3Key": "code.zip"}, "MemorySize": 256, "Timeout": 5,
                "ReservedConcurrentExecutions": 2, "Environment": {"Variables": {"SLOTS": "5", "PARTNER": "p"}}}},
              "V1": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "F"}}},
              "A": {"Type": "AWS::Lambda::Alias", "Properties": {"Name": "live", "FunctionName": {"Ref": "F"},
                "FunctionVersion": {"Fn::GetAtt": ["V1", "Version"]}}},
              "Url": {"Type": "AWS::Lambda::Url", "Properties": {"TargetFunctionArn": {"Ref": "A"},
                "AuthType": "AWS_IAM"}},
              "Config": {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": {"FunctionName": {"Ref": "F"},
                "Qualifier": "live", "MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 60}, "DependsOn": "A"},
              "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "work", "VisibilityTimeout": 30,
                "RedrivePolicy": {"deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}, "maxReceiveCount": 3}}},
              "Dead": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "dead"}},
              "QueuePolicy": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "Queue"}],
                "PolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"},
                  "Action": "sqs:SendMessage", "Resource": "*"}]}}},
              "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "events"}},
              "Subscription": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "sqs",
                "TopicArn": {"Ref": "Topic"}, "Endpoint": {"Fn::GetAtt": ["Queue", "Arn"]},
                "FilterPolicy": {"type": ["wanted"]}}},
              "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": "A"},
                "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]}, "BatchSize": 5,
                "MaximumBatchingWindowInSeconds": 1}},
              "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "Orders",
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST",
                "StreamSpecification": {"StreamViewType": "NEW_IMAGE"}}},
              "Stream": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": "A"},
                "EventSourceArn": {"Fn::GetAtt": ["Table", "StreamArn"]}, "StartingPosition": "TRIM_HORIZON",
                "MaximumRetryAttempts": 4, "ParallelizationFactor": 3}},
              "Rule": {"Type": "AWS::Events::Rule", "Properties": {"Name": "tick", "State": "ENABLED",
                "ScheduleExpression": "rate(1 minute)", "Targets": [{"Id": "T", "Arn": {"Ref": "A"}}]}},
              "Permission": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": "A"},
                "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com",
                "SourceArn": {"Fn::GetAtt": ["Rule", "Arn"]}}},
              "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "key",
                "GenerateSecretString": {"PasswordLength": 20}}}},
             "Outputs": {"Where": {"Value": {"Ref": "Queue"}}}}""";

    @TempDir
    private Path directory;

    @Test
    void the_same_template_is_no_difference_though_its_secrets_and_versions_are_made_anew() throws Exception {
        assertThat(changes(TEMPLATE.replace("\"V1\"", "\"V2\""))).isEqualTo(none());
    }

    @Test
    void another_package_is_other_code() throws Exception {
        Path next = assembly(TEMPLATE);
        Files.delete(next.resolve("asset.code"));
        Files.createDirectories(directory.resolve("elsewhere/lib"));
        Files.createSymbolicLink(next.resolve("asset.code"), directory.resolve("elsewhere"));

        assertThat(PlanChanges.between(plan(assembly(TEMPLATE)), plan(next)))
                .isEqualTo(new PlanChanges(List.of("SendInvoice: code"), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "`a.B`; `a.C`; SendInvoice: handler a.B -> a.C",
                "`MemorySize`: 256; `MemorySize`: 512; SendInvoice: memory in MiB 256 -> 512",
                "`Timeout`: 5; `Timeout`: 6; SendInvoice: timeout 5 s -> 6 s",
                "`ReservedConcurrentExecutions`: 2,; ; SendInvoice: reserved concurrency 2 -> none",
                "`SLOTS`: `5`; `SLOTS`: `7`; SendInvoice: environment variable SLOTS 5 -> 7",
                "`SLOTS`: `5`,; ; SendInvoice: environment variable SLOTS 5 -> none",
                "`Role`: {`Fn::GetAtt`: [`Role`; `Role`: {`Fn::GetAtt`: [`Other`; SendInvoice: role some -> other",
                "`RoleName`: `some`, `AssumeRolePolicyDocument`: {},; `RoleName`: `some`, `AssumeRolePolicyDocument`: {},"
                        + " `ManagedPolicyArns`: [`arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`],;"
                        + " SendInvoice: policies of its role",
                "`BatchSize`: 5; `BatchSize`: 10; SendInvoice: batch size 5 -> 10",
                "`MaximumBatchingWindowInSeconds`: 1; `MaximumBatchingWindowInSeconds`: 2;"
                        + " SendInvoice: batching window 1 s -> 2 s",
                "`BatchSize`: 5; `BatchSize`: 5, `ScalingConfig`: {`MaximumConcurrency`: 2};"
                        + " SendInvoice: maximum concurrency none -> 2",
                "`BatchSize`: 5; `BatchSize`: 5, `FilterCriteria`: {`Filters`: [{`Pattern`: `{\\\"body\\\": {\\\"a\\\": [1]}}`}]}; SendInvoice: filter",
                "`MaximumRetryAttempts`: 4; `MaximumRetryAttempts`: 5; SendInvoice: retry attempts 4 -> 5",
                "`MaximumRetryAttempts`: 2; `MaximumRetryAttempts`: 0; SendInvoice: asynchronous retry attempts 2 -> 0",
                "`MaximumEventAgeInSeconds`: 60; `MaximumEventAgeInSeconds`: 90;"
                        + " SendInvoice: maximum event age 60 s -> 90 s",
                "rate(1 minute); rate(2 minutes); rule tick: schedule rate(1 minute) -> rate(2 minutes)",
                "ENABLED; DISABLED; rule tick: enabled true -> false",
                "[`wanted`]; [`other`]; subscription of work to events: FilterPolicy {`type`:[`wanted`]} ->"
                        + " {`type`:[`other`]}",
                "`VisibilityTimeout`: 30; `VisibilityTimeout`: 60; queue work: VisibilityTimeout 30 -> 60",
            })
    void what_is_applied_to_what_runs_is_named_with_its_values(String was, @Nullable String now, String difference)
            throws Exception {
        assertThat(changes(TEMPLATE.replace(quoted(was), quoted(now == null ? "" : now))))
                .isEqualTo(new PlanChanges(List.of(quoted(difference)), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "s/SendInvoice/; s/SendInvoices/; SendInvoices: construct id SendInvoice -> SendInvoices",
                "`maxReceiveCount`: 3; `maxReceiveCount`: 4; queue work: maxReceiveCount 3 -> 4",
                "`Resource`: `*`}]}}},; `Resource`: `arn:aws:sqs:*:*:work`}]}}},; policy of queue work: statements",
                "`StreamViewType`: `NEW_IMAGE`; `StreamViewType`: `NEW_AND_OLD_IMAGES`; table Orders: StreamSpecification",
                "`PAY_PER_REQUEST`; `PAY_PER_REQUEST`, `TimeToLiveSpecification`: {`AttributeName`: `t`, `Enabled`: true};"
                        + " table Orders: time-to-live attribute none -> t",
                "`ParallelizationFactor`: 3; `ParallelizationFactor`: 2; SendInvoice: parallelization factor 3 -> 2",
                "TRIM_HORIZON; LATEST; SendInvoice: starting position TRIM_HORIZON -> LATEST",
                "`PasswordLength`: 20; `PasswordLength`: 30; secret key: value",
                "`Outputs`: {; `Outputs`: {`More`: {`Value`: `x`},; output More: new",
                "`Dead`: {; `Extra`: {`Type`: `AWS::SQS::Queue`, `Properties`: {`QueueName`: `extra`}}, `Dead`: {;"
                        + " queue extra: new",
                "`Secret`: {; `Open`: {`Type`: `AWS::Lambda::Permission`, `Properties`: {`FunctionName`: {`Ref`: `A`},"
                        + " `Action`: `lambda:InvokeFunction`, `Principal`: `sns.amazonaws.com`}}, `Secret`: {;"
                        + " permission of sns.amazonaws.com to do lambda:InvokeFunction on demo-SendInvoice:live: new",
            })
    void what_needs_a_new_start_is_named_and_nothing_else_counts_then(String was, String now, String difference)
            throws Exception {
        String next = TEMPLATE.replace(quoted(was), quoted(now)).replace("\"BatchSize\": 5", "\"BatchSize\": 10");

        assertThat(changes(next)).isEqualTo(new PlanChanges(List.of(), List.of(quoted(difference))));
    }

    @Test
    void what_is_there_no_longer_is_named() throws Exception {
        Plan before = plan(assembly(TEMPLATE));
        Plan after = plan(assembly("{\"Resources\": {}}"));

        assertThat(PlanChanges.between(before, after).needsNewStart())
                .contains(
                        "function SendInvoice: removed",
                        "event-source mapping of queue work to SendInvoice: removed",
                        "table Orders: removed",
                        "rule tick: removed",
                        "URL of function demo-SendInvoice: removed")
                .doesNotHaveDuplicates();
    }

    private static PlanChanges none() {
        return new PlanChanges(List.of(), List.of());
    }

    private PlanChanges changes(String next) throws IOException {
        return PlanChanges.between(plan(assembly(TEMPLATE)), plan(assembly(next)));
    }

    private static Plan plan(Path assembly) {
        return Planner.plan(
                CloudAssembly.read(assembly),
                new Naming(URI.create("http://127.0.0.1:1"), "us-east-1", "000000000000"));
    }

    /** All have the same package. */
    private Path assembly(String template) throws IOException {
        Path folder = directory.resolve(UUID.randomUUID().toString());
        AssemblyFiles files = AssemblyFiles.in(folder).stack("s", template);
        Files.createDirectories(directory.resolve("code/lib"));
        Files.createSymbolicLink(folder.resolve("asset.code"), directory.resolve("code"));
        return files.write();
    }

    private static String quoted(String text) {
        return text.replace('`', '"');
    }
}
