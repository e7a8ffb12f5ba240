package io.orderchannel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.acceptance.engine.Ability;
import faas.acceptance.engine.Engine;
import faas.acceptance.engine.Needs;
import faas.acceptance.engine.RunsOn;
import faas.acceptance.engine.Variation;
import faas.acceptance.system.DeployedSystem;
import faas.infra.SystemDefinition;
import faas.infra.policy.Stages;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Production keeps its data, and yet what a first create that failed has made goes with its stack. A second create is
 * not tried here: LocalStack deletes a table's stream some time after the table.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html">
 *     RetainExceptOnCreate</a>
 */
@Order(2)
@Needs(Ability.CLOUD_FORMATION)
@RunsOn(DemoStage.class)
class FirstCreateIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void what_a_failed_create_has_made_goes_with_its_stack(DeployedSystem system, @TempDir Path folder)
            throws Exception {
        var templates = dataOfProduction(folder);

        assertThat(templates).hasSize(2);
        for (int i = 0; i < templates.size(); i++) {
            var stack = "first-create-" + i;
            var tables = templates.get(i).findValuesAsText("TableName");
            assertThat(tables).hasSize(1);
            assertThat(statusAfterCreate(system.engine(), stack, thatFails(templates.get(i))))
                    .isEqualTo("ROLLBACK_COMPLETE");
            // LocalStack takes nothing back before the stack is deleted.
            assertThat(system.aws().dynamoDb().listTables().tableNames()).containsAll(tables);
            // The CDK command line deletes such a stack before it makes it again, too.
            call(system.engine(), "DeleteStack", Map.of("StackName", stack));
            await().until(() -> status(system.engine(), stack).isEmpty());
            await().until(() ->
                    Collections.disjoint(system.aws().dynamoDb().listTables().tableNames(), tables));
        }
    }

    /** The stacks of production that hold data and need no other stack. */
    private static List<ObjectNode> dataOfProduction(Path folder) throws IOException {
        var system = SystemDefinition.load();
        var environment = Map.of(
                Stages.ALARM_TOPIC_ARN,
                "arn:aws:sns:us-east-1:000000000000:alarms",
                "PARTNER_URL",
                "https://partner.example/");
        system.synthesize(system.stage("production", environment), Variation.ROOT, folder);
        var templates = new ArrayList<ObjectNode>();
        try (var files = Files.newDirectoryStream(folder, "*-data.template.json")) {
            for (var file : files) {
                var template = (ObjectNode) JSON.readTree(file.toFile());
                // They check that CDK's bootstrap is there.
                template.remove(List.of("Parameters", "Rules"));
                templates.add(template);
            }
        }
        return templates;
    }

    /** The same with a queue that is made last, whose name SQS refuses. */
    private static ObjectNode thatFails(ObjectNode template) {
        var failing = template.deepCopy();
        var others = failing.path("Resources").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        ((ObjectNode) failing.path("Resources"))
                .set(
                        "Fails",
                        JSON.valueToTree(Map.of(
                                "Type",
                                "AWS::SQS::Queue",
                                "DependsOn",
                                others,
                                "Properties",
                                Map.of("QueueName", "no name of a queue!"))));
        return failing;
    }

    /** Creates a stack by a change set, as the CDK command line does, and returns the status that it comes to. */
    private static String statusAfterCreate(Engine engine, String stack, ObjectNode template) throws Exception {
        var changeSet = Map.of("StackName", stack, "ChangeSetName", "create");
        var create = new TreeMap<>(changeSet);
        create.put("ChangeSetType", "CREATE");
        create.put("TemplateBody", template.toString());
        call(engine, "CreateChangeSet", create);
        await().until(() -> call(engine, "DescribeChangeSet", changeSet).contains("<Status>CREATE_COMPLETE<"));
        call(engine, "ExecuteChangeSet", changeSet);
        return await().atMost(Duration.ofMinutes(1))
                .until(() -> status(engine, stack), status -> !status.endsWith("_IN_PROGRESS"));
    }

    /** Empty where there is no such stack. */
    private static String status(Engine engine, String stack) throws Exception {
        var answer = call(engine, "DescribeStacks", Map.of("StackName", stack));
        var status = Pattern.compile("<StackStatus>(.*?)<").matcher(answer);
        if (status.find()) {
            return status.group(1);
        }
        assertThat(answer).contains("does not exist");
        return "";
    }

    private static String call(Engine engine, String action, Map<String, String> parameters) throws Exception {
        var all = new TreeMap<>(parameters);
        all.put("Action", action);
        all.put("Version", "2010-05-15");
        var body = all.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        try (var http = engine.connection().http()) {
            return http.send("cloudformation", "POST", engine.connection().endpoint(), form, body)
                    .body();
        }
    }
}
