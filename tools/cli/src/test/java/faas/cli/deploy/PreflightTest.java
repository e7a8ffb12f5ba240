package faas.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import faas.cli.engine.EngineConnection;
import faas.cli.http.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an account that a stage cannot be deployed to, by what answers in its place. */
class PreflightTest {

    private static final String NEW_ACCOUNT = account(10, 10);
    private static final String TABLE =
            "\"DeletionPolicy\": \"RetainExceptOnCreate\", \"Type\": \"AWS::DynamoDB::Table\", \"Properties\": {\"TableName\": \"p-invoices\"}";
    private static final String FUNCTION =
            "\"Type\": \"AWS::Lambda::Function\", \"Properties\": {\"FunctionName\": \"p-SendInvoice\", \"ReservedConcurrentExecutions\": 3}";

    @TempDir
    private Path root;

    private final AwsStandIn aws = new AwsStandIn().on("account-settings", account(1000, 1000));

    @BeforeEach
    void point_the_sdk_at_the_stand_in() {
        System.setProperty("aws.endpointUrl", aws.endpoint().toString());
        System.setProperty("aws.maxAttempts", "1");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.endpointUrl");
        System.clearProperty("aws.maxAttempts");
        aws.close();
    }

    @Test
    void an_account_with_room_and_no_leftovers_is_deployed_to() throws IOException {
        assembly(true, "\"Table\": {%s}, \"Function\": {%s}".formatted(TABLE, FUNCTION));

        assertThatNoException().isThrownBy(this::require);
        assertThat(aws.asked()).noneMatch(request -> request.startsWith("Update"));
    }

    @Test
    void a_new_account_has_no_concurrency_to_reserve() throws IOException {
        aws.on("account-settings", NEW_ACCOUNT);
        assembly(false, "\"Function\": {%s}".formatted(FUNCTION));

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("the stage reserves 3 concurrent executions (p-SendInvoice 3), and region eu-west-1 of this"
                        + " account has 0 to reserve (limit 10, of which 10 stay unreserved)")
                .contains("request-service-quota-increase");
    }

    @Test
    void what_the_stage_has_reserved_already_counts_as_free() throws IOException {
        aws.on("account-settings", account(1000, 102)).on("p-SendInvoice/concurrency", """
                {"ReservedConcurrentExecutions": 1}""");
        assembly(false, "\"Function\": {%s}".formatted(FUNCTION));

        assertThatNoException().isThrownBy(this::require);
    }

    @Test
    void a_stage_that_reserves_nothing_asks_for_no_concurrency() throws IOException {
        aws.on("account-settings", NEW_ACCOUNT);
        assembly(
                false,
                "\"Function\": {\"Type\": \"AWS::Lambda::Function\", \"Properties\": {\"FunctionName\": \"f\"}}");

        assertThatNoException().isThrownBy(this::require);
    }

    @Test
    void an_alarm_topic_of_another_region_is_refused() throws IOException {
        assembly(false, alarm("arn:aws:sns:us-east-1:123456789012:alarms"));

        assertThat(problems())
                .containsExactly("ALARM_TOPIC_ARN=arn:aws:sns:us-east-1:123456789012:alarms is a topic of region"
                        + " us-east-1, and the stage's alarms are in eu-west-1: set it to a topic there");
    }

    @Test
    void an_alarm_topic_that_is_not_there_is_refused() throws IOException {
        assembly(false, alarm("arn:aws:sns:eu-west-1:123456789012:alarms"));

        assertThat(problems())
                .containsExactly("ALARM_TOPIC_ARN=arn:aws:sns:eu-west-1:123456789012:alarms does not exist: create it"
                        + " with 'aws sns create-topic --name alarms', or set it to another");
    }

    @Test
    void an_alarm_topic_that_only_its_owner_may_read_is_taken() throws IOException {
        aws.on(
                "GetTopicAttributes",
                403,
                "<ErrorResponse><Error><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>");
        assembly(false, alarm("arn:aws:sns:eu-west-1:123456789012:alarms"));

        assertThatNoException().isThrownBy(this::require);
    }

    @Test
    void what_an_earlier_removal_kept_is_named_with_the_command_that_takes_it_over() throws IOException {
        aws.on("DescribeTable", "{\"Table\":{\"TableName\":\"p-invoices\"}}")
                .on("GetQueueUrl", "{\"QueueUrl\":\"https://sqs/p-queue\"}")
                .on("DescribeLogGroups", "{\"logGroups\":[{\"logGroupName\":\"/l\"},{\"logGroupName\":\"/l-2\"}]}")
                .on("DescribeSecret", "{\"ARN\":\"arn:secret\"}");
        assembly(
                true,
                "\"Table\": {%s}, \"Queue\": {%s}, \"Logs\": {%s}, \"Keys\": {%s}"
                        .formatted(
                                TABLE,
                                "\"Type\": \"AWS::SQS::Queue\", \"Properties\": {\"QueueName\": \"p-queue\"}",
                                "\"Type\": \"AWS::Logs::LogGroup\", \"Properties\": {\"LogGroupName\": \"/l\"}",
                                "\"Type\": \"AWS::SecretsManager::Secret\", \"Properties\": {\"Name\": \"p/keys\"}"));

        assertThat(problems())
                .containsExactly(
                        "stack p-billing does not have table p-invoices and 3 more, which exist, since a removal"
                                + " keeps data: delete them, or take them into the stack with 'cd infra-cdk && npx cdk import"
                                + " --app ../cdk.out p-billing --resource-mapping ../target/deploy/import-p-billing.json'");
        assertThat(root.resolve("target/deploy/import-p-billing.json"))
                .hasContent("{\"Keys\":{\"Id\":\"arn:secret\"},\"Logs\":{\"LogGroupName\":\"/l\"},"
                        + "\"Queue\":{\"QueueUrl\":\"https://sqs/p-queue\"},\"Table\":{\"TableName\":\"p-invoices\"}}");
    }

    @Test
    void what_the_stack_has_is_its_own() throws IOException {
        aws.on("DescribeTable", "{\"Table\":{\"TableName\":\"p-invoices\"}}")
                .on("DescribeStacks", stack("UPDATE_COMPLETE", true))
                .on("ListStackResources", page("", "<NextToken>second</NextToken>"))
                .on(
                        "ListStackResources NextToken=second",
                        page(
                                "<member><LogicalResourceId>Table</LogicalResourceId>"
                                        + "<PhysicalResourceId>p-invoices</PhysicalResourceId><ResourceType>AWS::DynamoDB::Table"
                                        + "</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>",
                                ""));
        assembly(true, "\"Table\": {%s}".formatted(TABLE));

        assertThatNoException().isThrownBy(this::require);
        assertThat(aws.asked()).noneMatch(request -> request.startsWith("Update"));
        assertThat(aws.asked())
                .filteredOn(request -> request.startsWith("ListStackResources"))
                .hasSize(2);
    }

    /** CDK protects a stack before it creates it, so it could not delete what is left of the first create. */
    @Test
    void a_stack_whose_first_create_failed_loses_its_protection() throws IOException {
        aws.on("DescribeStacks", stack("ROLLBACK_COMPLETE", true)).on("UpdateTerminationProtection", "<a/>");
        assembly(true, "\"Table\": {%s}".formatted(TABLE));

        assertThatNoException().isThrownBy(this::require);
        assertThat(aws.asked())
                .contains("UpdateTerminationProtection EnableTerminationProtection=false&StackName=p-billing");
    }

    @Test
    void nothing_changes_before_every_problem_is_told() throws IOException {
        aws.on("account-settings", NEW_ACCOUNT)
                .on("DescribeTable", "{\"Table\":{\"TableName\":\"p-invoices\"}}")
                .on("DescribeStacks", stack("ROLLBACK_COMPLETE", true));
        assembly(
                true,
                "\"Table\": {%s}, \"Function\": {%s}, %s"
                        .formatted(TABLE, FUNCTION, alarm("arn:aws:sns:us-east-1:123456789012:alarms")));

        assertThat(problems()).hasSize(3);
        assertThat(aws.asked()).noneMatch(request -> request.startsWith("Update"));
    }

    @Test
    void a_right_that_is_missing_is_named() throws IOException {
        aws.on("account-settings", 403, "{\"Message\":\"not authorized to perform: lambda:GetAccountSettings\"}");
        assembly(false, "\"Function\": {%s}".formatted(FUNCTION));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("not authorized to perform: lambda:GetAccountSettings")
                .endsWith("(docs/deploying.md lists the rights)");
    }

    private void require() throws IOException, InterruptedException, DeploymentException {
        new Preflight(
                        new EngineConnection(
                                Optional.empty(), new Caller("eu-west-1", "AK", "SK"), Map.of(), Optional.empty()),
                        root.resolve("cdk.out"),
                        root)
                .require();
    }

    private List<String> problems() {
        var refusal = catchThrowableOfType(DeploymentException.class, this::require);
        assertThat(refusal).isNotNull().matches(DeploymentException::isRefused);
        return String.valueOf(refusal.getMessage()).lines().toList();
    }

    private void assembly(boolean isProtected, String resources) throws IOException {
        Files.createDirectories(root.resolve("cdk.out"));
        Files.writeString(root.resolve("cdk.out/p-billing.template.json"), "{\"Resources\": {" + resources + "}}");
        Files.writeString(root.resolve("cdk.out/manifest.json"), """
                {"artifacts": {"p-billing": {"type": "aws:cloudformation:stack",
                  "properties": {"terminationProtection": %s}}}}""".formatted(isProtected));
    }

    private static String alarm(String topic) {
        return "\"Alarm\": {\"Type\": \"AWS::CloudWatch::Alarm\", \"Properties\": {\"AlarmActions\": [\"" + topic
                + "\"]}}";
    }

    private static String account(int limit, int unreserved) {
        return "{\"AccountLimit\": {\"ConcurrentExecutions\": %d, \"UnreservedConcurrentExecutions\": %d}}"
                .formatted(limit, unreserved);
    }

    private static String stack(String status, boolean isProtected) {
        return "<Stacks><member><StackStatus>%s</StackStatus><EnableTerminationProtection>%s</EnableTerminationProtection></member></Stacks>"
                .formatted(status, isProtected);
    }

    private static String page(String members, String token) {
        return "<ListStackResourcesResult><StackResourceSummaries>" + members + "</StackResourceSummaries>" + token
                + "</ListStackResourcesResult>";
    }
}
