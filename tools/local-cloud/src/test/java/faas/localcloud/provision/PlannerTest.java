package faas.localcloud.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.assembly.CloudAssembly;
import faas.localcloud.async.EventInvokeConfig;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.schedule.Rule;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    private static final Naming NAMING = new Naming(URI.create("http://127.0.0.1:4566"), "us-east-1", "000000000000");

    /** Templates below put their resources between these. */
    private static final String FUNCTION = AssemblyFiles.ROLE + "," + """
            "Function": {"Type": "AWS::Lambda::Function", "Metadata": {"aws:cdk:path": "s/PayInvoice/Service/Function/Resource"},
              "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "FunctionName": "demo-PayInvoice", "Runtime": "java25", "Handler": "a.B",
                "Code": {"S3Bucket": {"Fn::Sub": "b-${AWS::AccountId}"}, "S3Key": "code.zip"},
                "MemorySize": 512, "Timeout": 10, "Environment": {"Variables": {"REGION": {"Ref": "AWS::Region"}}}}},
            "Version": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Function"}}},
            "Alias": {"Type": "AWS::Lambda::Alias", "Properties": {"Name": "live", "FunctionName": {"Ref": "Function"},
              "FunctionVersion": {"Fn::GetAtt": ["Version", "Version"]}}}""";

    private static final String QUEUE = """
            "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q", "VisibilityTimeout": 60}}""";

    private static final String TOPIC = """
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "t"}}""";

    private static final String SUBSCRIPTION = """
            "Subscription": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "sqs", "TopicArn": {"Ref": "Topic"},
              "Endpoint": {"Fn::GetAtt": ["Queue", "Arn"]}}}""";

    private static final String QUEUE_POLICY = """
            "Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "Queue"}], "PolicyDocument":
              {"Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
                "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}, "Condition": {"ArnEquals": {"aws:SourceArn": {"Ref": "Topic"}}}}]}}}""";

    private static final String OPEN_URL = """
            "Url": {"Type": "AWS::Lambda::Url", "Properties": {"AuthType": "NONE", "Qualifier": "live",
              "TargetFunctionArn": {"Fn::GetAtt": ["Function", "Arn"]}}}""";

    private static final String FUNCTION_SUBSCRIPTION = """
            "Subscription": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "lambda", "TopicArn": {"Ref": "Topic"},
              "Endpoint": {"Ref": "Alias"}}}""";

    private static final String SNS_PERMISSION = """
            "Permission": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": "Alias"},
              "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com", "SourceArn": {"Ref": "Topic"}}}""";

    private static final String RULE = """
            "Rule": {"Type": "AWS::Events::Rule", "Properties": {"Description": "d", "ScheduleExpression": "rate(5 minutes)",
              "State": "DISABLED", "Targets": [{"Id": "Target0", "Arn": {"Ref": "Alias"}, "Input": "{}"}]}}""";

    private static final String RULE_PERMISSION = """
            "Permission": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": "Alias"},
              "Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com",
              "SourceArn": "arn:aws:events:us-east-1:000000000000:rule/s-Rule"}}""";

    private static final String EVENT_INVOKE = """
            "Async": {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": {"FunctionName": {"Ref": "Function"},
              "Qualifier": "live", "MaximumRetryAttempts": 1, "MaximumEventAgeInSeconds": 300,
              "DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": ["Queue", "Arn"]}}}}}""";

    @TempDir
    private Path directory;

    @Test
    void a_function_is_planned_with_its_construct_id_alias_and_package() {
        Plan plan = plan(FUNCTION);

        FunctionSpec function = plan.functions.getFirst();
        assertThat(function.name()).isEqualTo("PayInvoice");
        assertThat(function.functionName()).isEqualTo("demo-PayInvoice");
        assertThat(function.arn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:demo-PayInvoice");
        assertThat(function.packageDirectory()).isEqualTo(directory.resolve("asset.code"));
        assertThat(function.memoryMiB()).isEqualTo(512);
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(function.environment()).containsEntry("REGION", "us-east-1");
        assertThat(plan.aliases)
                .extracting(Plan.Alias::name, Plan.Alias::version)
                .containsExactly(org.assertj.core.api.Assertions.tuple("live", "1"));
    }

    @Test
    void a_queue_is_planned_with_its_attributes_and_dead_letter_queue() {
        Plan plan = plan("""
                "Work": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "w", "DelaySeconds": 5, "RedrivePolicy":
                  {"deadLetterTargetArn": {"Fn::GetAtt": ["Queue", "Arn"]}, "maxReceiveCount": 3}}},""" + QUEUE);

        assertThat(plan.queues).extracting(Plan.Queue::name).containsExactly("q", "w");
        Plan.Queue work = plan.queues.getLast();
        assertThat(work.url()).isEqualTo("http://127.0.0.1:4566/000000000000/w");
        assertThat(work.attributes()).containsEntry("DelaySeconds", "5");
        assertThat(work.redrive()).contains(new Plan.Redrive("arn:aws:sqs:us-east-1:000000000000:q", 3));
    }

    @Test
    void an_export_of_one_stack_is_a_value_in_another() {
        AssemblyFiles.in(directory)
                .stack(
                        "b",
                        "{\"Resources\": {" + QUEUE + "," + QUEUE_POLICY.replace("{\"Ref\": \"Topic\"}", IMPORT) + ","
                                + SUBSCRIPTION.replace("{\"Ref\": \"Topic\"}", IMPORT) + "}}",
                        "a")
                .stack(
                        "a",
                        "{\"Resources\": {" + TOPIC
                                + "}, \"Outputs\": {\"TopicArn\": {\"Value\": {\"Ref\": \"Topic\"}, \"Export\": {\"Name\": \"a:t\"}}}}")
                .write();

        Plan plan = Planner.plan(CloudAssembly.read(directory), NAMING);

        assertThat(plan.subscriptions)
                .extracting(Plan.Subscription::topicArn)
                .containsExactly("arn:aws:sns:us-east-1:000000000000:t");
        assertThat(plan.outputs).containsEntry("TopicArn", "arn:aws:sns:us-east-1:000000000000:t");
    }

    private static final String IMPORT = "{\"Fn::ImportValue\": \"a:t\"}";

    @Test
    void a_type_that_is_not_carried_out_is_refused_by_logical_id() {
        assertThat(problems("\"Bus\": {\"Type\": \"AWS::Events::EventBus\", \"Properties\": {\"Name\": \"b\"}}"))
                .containsExactly(
                        "s: Bus (AWS::Events::EventBus): resource type AWS::Events::EventBus is not carried out by local-cloud");
    }

    @Test
    void a_property_that_is_not_carried_out_is_refused_by_logical_id_and_name() {
        assertThat(problems("""
                        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q", "RedriveAllowPolicy": {}}}"""))
                .containsExactly(
                        "s: Queue (AWS::SQS::Queue): property RedriveAllowPolicy is not carried out by local-cloud");
    }

    @Test
    void a_nested_property_that_is_not_carried_out_is_refused_with_its_path() {
        assertThat(problems(FUNCTION.replace("\"S3Key\"", "\"S3ObjectVersion\": \"1\", \"S3Key\"")))
                .containsExactly(
                        "s: Function (AWS::Lambda::Function): property Code.S3ObjectVersion is not carried out by local-cloud");
    }

    @Test
    void a_value_that_cannot_be_is_refused_with_its_bounds() {
        assertThat(problems(FUNCTION.replace("\"Timeout\": 10", "\"Timeout\": 901")))
                .containsExactly("s: Function (AWS::Lambda::Function): property Timeout: found 901, expected 1 to 900");
    }

    @Test
    void a_dynamic_reference_is_refused_with_the_property_that_has_it() {
        assertThat(
                        problems(
                                FUNCTION.replace(
                                        "\"Timeout\": 10, \"Environment\": {\"Variables\": {",
                                        "\"Timeout\": 10, \"Environment\": {\"Variables\": {"
                                                + "\"KEY\": {\"Fn::Join\": [\"\", [\"{{resolve:secretsmanager:\", \"s:SecretString}}\"]]}, ")))
                .containsExactly(
                        "s: Function (AWS::Lambda::Function): property Environment.Variables.KEY: found"
                                + " {{resolve:secretsmanager:s:SecretString}}: dynamic references are not carried out by local-cloud");
    }

    @Test
    void all_problems_are_told_at_once_and_none_twice() {
        assertThat(
                        problems(
                                QUEUE.replace("60", "\"soon\"") + ",\"Bus\": {\"Type\": \"AWS::Events::EventBus\"},"
                                        + "\"Other\": {\"Type\": \"AWS::SQS::Queue\", \"Properties\": {\"QueueName\": {\"Ref\": \"Bus\"}}}"))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("VisibilityTimeout: found \"soon\""))
                .anySatisfy(problem -> assertThat(problem).contains("AWS::Events::EventBus"));
    }

    @Test
    void what_has_no_local_effect_is_taken_as_it_is() {
        Plan plan = plan("""
                "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"Whatever": 1}},
                "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Select": [0, {"Fn::Split": ["/",
                  {"Fn::GetAtt": ["Logs", "Arn"]}]}]}, "SqsManagedSseEnabled": true, "Tags": []}}""");

        assertThat(plan.queues).hasSize(1);
    }

    @Test
    void a_subscription_is_planned_where_the_queue_admits_the_topic() {
        Plan plan = plan(TOPIC + "," + QUEUE + "," + QUEUE_POLICY + "," + SUBSCRIPTION);

        assertThat(plan.subscriptions).hasSize(1);
    }

    @Test
    void a_subscription_is_refused_where_the_queue_does_not_admit_the_topic() {
        assertThat(problems(TOPIC + "," + QUEUE + "," + SUBSCRIPTION))
                .containsExactly(
                        "s: Subscription (AWS::SNS::Subscription): property Endpoint: the policy of queue q does not"
                                + " let sns.amazonaws.com do sqs:SendMessage for topic arn:aws:sns:us-east-1:000000000000:t");
    }

    @Test
    void a_subscriptions_dead_letter_queue_must_admit_the_topic_too() {
        assertThat(problems(TOPIC + "," + QUEUE + "," + QUEUE_POLICY + "," + subscriptionWithDeadLettersIn("Dead") + ","
                        + QUEUE.replace("\"Queue\"", "\"Dead\"").replace("\"q\"", "\"dead\"")))
                .singleElement()
                .asString()
                .contains("RedrivePolicy.deadLetterTargetArn: the policy of queue dead");
    }

    @Test
    void what_a_topic_cannot_deliver_counts_as_given_up() {
        Plan plan = plan(TOPIC + "," + QUEUE + "," + QUEUE_POLICY + "," + subscriptionWithDeadLettersIn("Queue"));

        assertThat(plan.failureQueues()).containsExactly("q");
    }

    private static String subscriptionWithDeadLettersIn(String queue) {
        return SUBSCRIPTION.replace(
                "\"Protocol\"",
                "\"RedrivePolicy\": {\"deadLetterTargetArn\": {\"Fn::GetAtt\": [\"" + queue
                        + "\", \"Arn\"]}}, \"Protocol\"");
    }

    @Test
    void an_open_url_is_refused_where_nobody_may_call_it() {
        assertThat(problems(FUNCTION + "," + OPEN_URL))
                .hasSize(2)
                .allSatisfy(problem ->
                        assertThat(problem).contains("s: Url (AWS::Lambda::Url): property AuthType: found NONE"));
    }

    @Test
    void an_open_url_needs_the_permission_to_invoke_too() {
        assertThat(problems(FUNCTION + "," + OPEN_URL + """
                        ,"Permission": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": "Alias"},
                          "Action": "lambda:InvokeFunctionUrl", "Principal": "*", "FunctionUrlAuthType": "NONE"}}"""))
                .singleElement()
                .asString()
                .contains("no AWS::Lambda::Permission lets principal * do lambda:InvokeFunction on");
    }

    @Test
    void a_secret_is_planned_with_an_arn_that_ends_in_six_characters() {
        Plan plan = plan("""
                "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "webhook/keys", "KmsKeyId": "k",
                  "GenerateSecretString": {"PasswordLength": 40, "ExcludePunctuation": true, "SecretStringTemplate": "{\\"a\\": 1}",
                    "GenerateStringKey": "current"}}}""");

        assertThat(plan.secrets).singleElement().satisfies(secret -> {
            assertThat(secret.value().orElseThrow().reveal()).matches("\\{\"a\":1,\"current\":\"[A-Za-z0-9]{40}\"}");
            assertThat(secret.toString()).contains("(secret)").doesNotContain("current");
        });
    }

    @Test
    void what_is_not_carried_out_of_secrets_is_refused_by_name() {
        assertThat(problems("""
                        "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "s", "SecretString": "x",
                          "GenerateSecretString": {"PasswordLength": 3}, "ReplicaRegions": []}},
                        "Rotation": {"Type": "AWS::SecretsManager::RotationSchedule", "Properties": {}},
                        "Policy": {"Type": "AWS::SecretsManager::ResourcePolicy", "Properties": {}},
                        "Other": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "o",
                          "GenerateSecretString": {"SecretStringTemplate": "{}"}}}"""))
                .anySatisfy(problem -> assertThat(problem).contains("GenerateSecretString.: found length 3"))
                .anySatisfy(problem -> assertThat(problem).contains("property ReplicaRegions is not carried out"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("resource type AWS::SecretsManager::RotationSchedule"))
                .anySatisfy(
                        problem -> assertThat(problem).contains("resource type AWS::SecretsManager::ResourcePolicy"))
                .anySatisfy(problem -> assertThat(problem).contains("GenerateSecretString.GenerateStringKey: missing"))
                .hasSize(5);
    }

    @Test
    void an_open_url_is_planned_where_everybody_may_call_it() {
        Plan plan = plan(FUNCTION + "," + OPEN_URL + """
                        ,"Permission": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": "Alias"},
                          "Action": "lambda:InvokeFunctionUrl", "Principal": "*", "FunctionUrlAuthType": "NONE"}},
                        "Invoke": {"Type": "AWS::Lambda::Permission", "Properties": {"FunctionName": {"Ref": "Alias"},
                          "Action": "lambda:InvokeFunction", "Principal": "*", "InvokedViaFunctionUrl": true}}""");

        assertThat(plan.urls)
                .extracting(Plan.Url::functionArn)
                .containsExactly("arn:aws:lambda:us-east-1:000000000000:function:demo-PayInvoice:live");
    }

    @Test
    void a_queue_that_shows_a_message_again_before_the_function_is_done_is_refused() {
        assertThat(problems(FUNCTION + "," + QUEUE.replace("60", "5") + """
                        ,"Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": "Alias"},
                          "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]}, "BatchSize": 10}}"""))
                .singleElement()
                .asString()
                .contains("queue q has a visibility timeout of 5 s, less than the 10 s of function demo-PayInvoice");
    }

    @Test
    void a_function_is_subscribed_where_it_admits_the_topic() {
        Plan plan = plan(FUNCTION + "," + TOPIC + "," + FUNCTION_SUBSCRIPTION + "," + SNS_PERMISSION);

        assertThat(plan.subscriptions)
                .extracting(Plan.Subscription::protocol, Plan.Subscription::endpoint)
                .containsExactly(org.assertj.core.api.Assertions.tuple(
                        "lambda", "arn:aws:lambda:us-east-1:000000000000:function:demo-PayInvoice:live"));
    }

    @Test
    void a_function_that_does_not_admit_the_topic_is_refused() {
        String refusal = "s: Subscription (AWS::SNS::Subscription): property Endpoint: no AWS::Lambda::Permission lets"
                + " sns.amazonaws.com do lambda:InvokeFunction on"
                + " arn:aws:lambda:us-east-1:000000000000:function:demo-PayInvoice:live for"
                + " arn:aws:sns:us-east-1:000000000000:t";

        assertThat(problems(FUNCTION + "," + TOPIC + "," + FUNCTION_SUBSCRIPTION))
                .containsExactly(refusal);
        assertThat(problems(FUNCTION + "," + TOPIC + "," + FUNCTION_SUBSCRIPTION + ","
                        + SNS_PERMISSION.replace(
                                "{\"Ref\": \"Topic\"}", "\"arn:aws:sns:us-east-1:000000000000:other\"")))
                .as("a permission for another topic")
                .containsExactly(refusal);
        assertThat(problems(FUNCTION + "," + TOPIC + "," + FUNCTION_SUBSCRIPTION + ","
                        + SNS_PERMISSION.replace("{\"Ref\": \"Alias\"}", "{\"Ref\": \"Function\"}")))
                .as("a permission of the function, not of its alias")
                .containsExactly(refusal);
        assertThat(problems(FUNCTION + "," + TOPIC + "," + FUNCTION_SUBSCRIPTION + ","
                        + SNS_PERMISSION.replace(
                                "\"SourceArn\"", "\"SourceAccount\": \"111111111111\", \"SourceArn\"")))
                .as("a permission for another account")
                .containsExactly(refusal);
    }

    @Test
    void raw_delivery_to_a_function_is_refused() {
        assertThat(problems(FUNCTION + "," + TOPIC + "," + SNS_PERMISSION + ","
                        + FUNCTION_SUBSCRIPTION.replace("\"Protocol\"", "\"RawMessageDelivery\": true, \"Protocol\"")))
                .singleElement()
                .asString()
                .contains("property RawMessageDelivery: a function always gets the notification");
    }

    @Test
    void a_schedule_is_planned_where_its_target_admits_it() {
        Plan plan = plan(FUNCTION + "," + RULE + "," + RULE_PERMISSION);

        assertThat(plan.rules.getFirst())
                .isEqualTo(new Rule(
                        "s: Rule (AWS::Events::Rule)",
                        "s-Rule",
                        "arn:aws:events:us-east-1:000000000000:rule/s-Rule",
                        Optional.of("d"),
                        "rate(5 minutes)",
                        false,
                        List.of(new Rule.Target(
                                "Target0",
                                "arn:aws:lambda:us-east-1:000000000000:function:demo-PayInvoice:live",
                                Optional.of("{}")))));
    }

    @Test
    void a_schedule_whose_target_does_not_admit_it_is_refused() {
        assertThat(problems(FUNCTION + "," + RULE))
                .containsExactly("s: Rule (AWS::Events::Rule): property Targets[0].Arn: no AWS::Lambda::Permission lets"
                        + " events.amazonaws.com do lambda:InvokeFunction on"
                        + " arn:aws:lambda:us-east-1:000000000000:function:demo-PayInvoice:live for"
                        + " arn:aws:events:us-east-1:000000000000:rule/s-Rule");
    }

    @Test
    void a_schedule_that_never_could_be_is_refused() {
        assertThat(problems(FUNCTION + "," + RULE_PERMISSION + "," + RULE.replace("5 minutes", "1 minutes")))
                .containsExactly("s: Rule (AWS::Events::Rule): property ScheduleExpression: found rate(1 minutes),"
                        + " expected rate(1 minute)");
    }

    @Test
    void what_a_rule_may_have_beyond_schedules_of_functions_is_refused_by_name() {
        assertThat(problems(FUNCTION + "," + RULE_PERMISSION + ","
                        + RULE.replace("\"ScheduleExpression\": \"rate(5 minutes)\"", "\"EventPattern\": {}")
                                .replace("\"Input\"", "\"RetryPolicy\": {}, \"DeadLetterConfig\": {}, \"Input\"")))
                .containsExactly(
                        "s: Rule (AWS::Events::Rule): property ScheduleExpression: missing",
                        "s: Rule (AWS::Events::Rule): property EventPattern is not carried out by local-cloud",
                        "s: Rule (AWS::Events::Rule): property Targets[0].RetryPolicy is not carried out by local-cloud",
                        "s: Rule (AWS::Events::Rule): property Targets[0].DeadLetterConfig is not carried out by local-cloud");
        assertThat(problems(
                        QUEUE + "," + RULE.replace("{\"Ref\": \"Alias\"}", "{\"Fn::GetAtt\": [\"Queue\", \"Arn\"]}")))
                .containsExactly("s: Rule (AWS::Events::Rule): property Targets[0].Arn: found"
                        + " arn:aws:sqs:us-east-1:000000000000:q, expected a function of the assembly");
    }

    @Test
    void asynchronous_invocation_is_planned_for_alias_and_version() {
        Plan plan = plan(FUNCTION + "," + QUEUE + "," + EVENT_INVOKE + ","
                + EVENT_INVOKE
                        .replace("\"Async\"", "\"AsyncVersion\"")
                        .replace("\"live\"", "{\"Fn::GetAtt\": [\"Version\", \"Version\"]}"));

        assertThat(plan.eventInvokes).extracting(Plan.EventInvoke::qualifier).containsExactly("live", "1");
        assertThat(plan.eventInvokes)
                .extracting(Plan.EventInvoke::config)
                .containsOnly(new EventInvokeConfig(
                        1,
                        Duration.ofMinutes(5),
                        Optional.of("arn:aws:sqs:us-east-1:000000000000:q"),
                        Optional.empty()));
    }

    @Test
    void asynchronous_invocation_beyond_its_bounds_is_refused() {
        assertThat(problems(FUNCTION + "," + QUEUE + ","
                        + EVENT_INVOKE
                                .replace("\"MaximumRetryAttempts\": 1", "\"MaximumRetryAttempts\": 3")
                                .replace("300", "59")))
                .containsExactly(
                        "s: Async (AWS::Lambda::EventInvokeConfig): property MaximumRetryAttempts: found 3, expected 0 to 2",
                        "s: Async (AWS::Lambda::EventInvokeConfig): property MaximumEventAgeInSeconds: found 59,"
                                + " expected 60 to 21600");
    }

    @Test
    void asynchronous_invocation_of_an_unknown_alias_or_to_an_unknown_destination_is_refused() {
        assertThat(problems(FUNCTION + "," + QUEUE + ","
                        + EVENT_INVOKE
                                .replace("live", "beta")
                                .replace(
                                        "{\"Fn::GetAtt\": [\"Queue\", \"Arn\"]}",
                                        "\"arn:aws:sns:us-east-1:000000000000:t\"")))
                .containsExactly(
                        "s: Async (AWS::Lambda::EventInvokeConfig): property Qualifier: found beta, expected a version or"
                                + " alias of demo-PayInvoice of the assembly",
                        "s: Async (AWS::Lambda::EventInvokeConfig): property DestinationConfig.OnFailure.Destination: found"
                                + " arn:aws:sns:us-east-1:000000000000:t, expected a standard queue of the assembly");
    }

    @Test
    void two_settings_of_one_qualifier_are_refused() {
        assertThat(problems(FUNCTION + "," + QUEUE + "," + EVENT_INVOKE + ","
                        + EVENT_INVOKE.replace("\"Async\"", "\"Second\"")))
                .singleElement()
                .asString()
                .contains("property Qualifier: live of demo-PayInvoice has another AWS::Lambda::EventInvokeConfig");
    }

    @Test
    void the_failure_destination_of_a_stream_mapping_is_a_standard_queue() {
        String table = """
                "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "t",
                  "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                  "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                  "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"}}}""";
        String mapping = """
                "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": "Alias"},
                  "EventSourceArn": {"Fn::GetAtt": ["Table", "StreamArn"]}, "StartingPosition": "TRIM_HORIZON",
                  "DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": ["Queue", "Arn"]}}}}}""";

        assertThat(plan(FUNCTION + "," + table + "," + QUEUE + "," + mapping).streamMappings)
                .hasSize(1);
        assertThat(problems(FUNCTION + "," + table + "," + FIFO_QUEUE + "," + mapping))
                .containsExactly("s: Mapping (AWS::Lambda::EventSourceMapping): property"
                        + " DestinationConfig.OnFailure.Destination: found arn:aws:sqs:us-east-1:000000000000:q.fifo,"
                        + " expected a standard queue of the assembly");
    }

    private static final String FIFO_TOPIC = """
            "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "t.fifo", "FifoTopic": true,
              "ContentBasedDeduplication": true}}""";

    private static final String FIFO_QUEUE = """
            "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q.fifo", "FifoQueue": true,
              "VisibilityTimeout": 60}}""";

    @Test
    void a_fifo_topic_feeds_fifo_and_standard_queues() {
        Plan plan = plan(FIFO_TOPIC + "," + FIFO_QUEUE + "," + QUEUE_POLICY + "," + SUBSCRIPTION);

        assertThat(plan.topics)
                .containsExactly(new Plan.Topic(
                        "s: Topic (AWS::SNS::Topic)",
                        "t.fifo",
                        "arn:aws:sns:us-east-1:000000000000:t.fifo",
                        true,
                        true));
        assertThat(plan(FIFO_TOPIC + "," + QUEUE + "," + QUEUE_POLICY + "," + SUBSCRIPTION).subscriptions)
                .hasSize(1);
    }

    @Test
    void a_standard_topic_cannot_feed_a_fifo_queue() {
        assertThat(problems(TOPIC + "," + FIFO_QUEUE + "," + QUEUE_POLICY + "," + SUBSCRIPTION))
                .containsExactly("s: Subscription (AWS::SNS::Subscription): property Endpoint: found q.fifo, expected a"
                        + " standard queue");
    }

    @Test
    void a_fifo_topic_cannot_feed_a_function() {
        assertThat(problems(FUNCTION + "," + FIFO_TOPIC + """
                        ,"Subscription": {"Type": "AWS::SNS::Subscription", "Properties": {"Protocol": "lambda",
                          "TopicArn": {"Ref": "Topic"}, "Endpoint": {"Ref": "Alias"}}}"""))
                .anySatisfy(problem -> assertThat(problem)
                        .contains(
                                "property Protocol: found lambda, expected sqs: a FIFO topic delivers to queues only"));
    }

    @Test
    void a_fifo_queue_has_a_fifo_dead_letter_queue() {
        assertThat(problems("""
                        "Dead": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "dead"}},
                        "Work": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "w.fifo", "FifoQueue": true, "RedrivePolicy":
                          {"deadLetterTargetArn": {"Fn::GetAtt": ["Dead", "Arn"]}, "maxReceiveCount": 3}}}"""))
                .containsExactly("s: Work (AWS::SQS::Queue): property RedrivePolicy.deadLetterTargetArn: found dead,"
                        + " expected a FIFO queue");
    }

    @Test
    void a_batch_of_a_fifo_queue_has_at_most_ten_messages_and_no_window() {
        assertThat(problems(FUNCTION + "," + FIFO_QUEUE + """
                        ,"Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": "Alias"},
                          "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]}, "BatchSize": 11,
                          "MaximumBatchingWindowInSeconds": 1}}"""))
                .hasSize(2)
                .anySatisfy(
                        problem -> assertThat(problem).contains("property BatchSize: found 11, expected at most 10"))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("property MaximumBatchingWindowInSeconds: found 1, expected none"));
    }

    @Test
    void only_the_name_of_a_fifo_topic_ends_in_fifo() {
        assertThat(problems(TOPIC.replace("\"t\"", "\"t.fifo\"")))
                .singleElement()
                .asString()
                .contains("property TopicName: found t.fifo");
    }

    @Test
    void a_filter_policy_that_is_none_is_refused() {
        assertThat(problems(TOPIC + "," + QUEUE + "," + QUEUE_POLICY + ","
                        + SUBSCRIPTION.replace("\"Protocol\"", "\"FilterPolicy\": {\"type\": \"a\"}, \"Protocol\"")))
                .singleElement()
                .asString()
                .contains("property FilterPolicy");
    }

    /** On AWS each of them ends the deployment. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[1],\"f\":[1]} | more than 5 keys",
                "{\"a\":{\"b\":[\"1\"]}} | does not support nested filter policy"
            })
    void a_filter_policy_that_sns_refuses_is_refused(String policy, String why) {
        assertThat(problems(TOPIC + "," + QUEUE + "," + QUEUE_POLICY + ","
                        + SUBSCRIPTION.replace("\"Protocol\"", "\"FilterPolicy\": " + policy + ", \"Protocol\"")))
                .singleElement()
                .asString()
                .contains("property FilterPolicy", why);
    }

    private static final String MAPPING = """
            "Mapping": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": {"Ref": "Alias"},
              "EventSourceArn": {"Fn::GetAtt": ["Queue", "Arn"]}}}""";

    @Test
    void a_mapping_is_refused_where_the_functions_role_may_not_poll() {
        assertThat(problems(FUNCTION.replace("\"sqs:*\"", "\"sqs:ReceiveMessage\", \"sqs:GetQueueAttributes\"") + ","
                        + QUEUE + "," + MAPPING))
                .containsExactly("s: Mapping (AWS::Lambda::EventSourceMapping): property EventSourceArn: role s-Role of"
                        + " arn:aws:lambda:us-east-1:000000000000:function:demo-PayInvoice:live does not allow"
                        + " sqs:DeleteMessage on arn:aws:sqs:us-east-1:000000000000:q");
    }

    @Test
    void a_batch_of_more_than_ten_messages_needs_a_window() {
        String large = MAPPING.replace("\"EventSourceArn\"", "\"BatchSize\": 11, \"EventSourceArn\"");

        assertThat(problems(FUNCTION + "," + QUEUE + "," + large))
                .containsExactly(
                        "s: Mapping (AWS::Lambda::EventSourceMapping): property BatchSize: found 11, expected at"
                                + " most 10 without MaximumBatchingWindowInSeconds");
        assertThat(plan(FUNCTION + "," + QUEUE + ","
                                + large.replace("11,", "11, \"MaximumBatchingWindowInSeconds\": 1,"))
                        .queueMappings)
                .hasSize(1);
    }

    @Test
    void a_second_mapping_of_the_same_source_and_function_is_refused() {
        assertThat(problems(FUNCTION + "," + QUEUE + "," + MAPPING + "," + MAPPING.replace("\"Mapping\"", "\"Again\"")))
                .containsExactly("s: Again (AWS::Lambda::EventSourceMapping): property EventSourceArn: another"
                        + " AWS::Lambda::EventSourceMapping has this source and function"
                        + " arn:aws:lambda:us-east-1:000000000000:function:demo-PayInvoice:live already");
    }

    @Test
    void a_policy_beside_the_role_and_a_managed_policy_count_too() {
        String without = FUNCTION.replace("\"sqs:*\", ", "") + "," + QUEUE + "," + MAPPING;
        String managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole";

        assertThat(problems(without)).hasSize(3);
        assertThat(plan(without + """
                        ,"Policy": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "p", "Roles": [{"Ref": "Role"}],
                          "PolicyDocument": {"Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}}}}""").queueMappings).hasSize(1);
        assertThat(plan(without.replace("\"Policies\"", "\"ManagedPolicyArns\": [\"" + managed + "\"], \"Policies\""))
                        .queueMappings)
                .hasSize(1);
    }

    @Test
    void a_destination_is_refused_where_the_functions_role_may_not_send() {
        assertThat(problems(FUNCTION.replace("\"sqs:*\"", "\"sqs:DeleteMessage\"") + "," + QUEUE + "," + EVENT_INVOKE))
                .singleElement()
                .asString()
                .contains("DestinationConfig.OnFailure.Destination: role s-Role", "sqs:SendMessage on");
    }

    @Test
    void a_function_has_a_role_of_the_assembly() {
        assertThat(problems(FUNCTION.replace("{\"Fn::GetAtt\": [\"Role\", \"Arn\"]}", "\"arn:aws:iam::1:role/other\"")))
                .containsExactly("s: Function (AWS::Lambda::Function): property Role: found arn:aws:iam::1:role/other,"
                        + " expected a role of the assembly");
    }

    @Test
    void a_policy_that_cannot_be_carried_out_is_refused() {
        assertThat(problems(FUNCTION.replace("\"Resource\": \"*\"", "\"NotResource\": \"*\"")))
                .singleElement()
                .asString()
                .contains("Role (AWS::IAM::Role): property Policies: policy element NotResource");
        assertThat(problems(FUNCTION.replace(
                        "\"Policies\"", "\"ManagedPolicyArns\": [\"arn:aws:iam::aws:policy/Admin\"], \"Policies\"")))
                .singleElement()
                .asString()
                .contains("property ManagedPolicyArns: found arn:aws:iam::aws:policy/Admin");
    }

    private Plan plan(String resources) {
        AssemblyFiles.in(directory)
                .stack("s", "{\"Resources\": {" + resources + "}}")
                .write();
        return Planner.plan(CloudAssembly.read(directory), NAMING);
    }

    private List<String> problems(String resources) {
        PlanRefusedException refused = catchThrowableOfType(PlanRefusedException.class, () -> plan(resources));
        assertThat(refused).as("a refusal").isNotNull();
        return refused.problems();
    }
}
