package faas.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for each function, queue, topic and role of any context of a system. */
public abstract class SystemContract {
    private final String systemName;
    private final Synthesized demo;

    /** Of the demo stage of that system. */
    protected SystemContract(SystemDefinition system) {
        systemName = system.name();
        demo = Synthesized.demoOf(system);
    }

    @Test
    void every_function_runs_java_25_on_arm64_from_a_snapshot_and_is_called_by_its_stage() {
        assertThat(functions())
                .allSatisfy(name -> assertThat(demo.propertiesAt("AWS::Lambda::Function", name + "/Service/Function"))
                        .containsEntry("FunctionName", "demo-" + name)
                        .containsEntry("Runtime", "java25")
                        .containsEntry("Architectures", List.of("arm64"))
                        .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions")));
    }

    @Test
    void every_function_and_topic_sends_its_traces_to_x_ray() {
        assertThat(functions()).allSatisfy(name -> {
            assertThat(demo.propertiesAt("AWS::Lambda::Function", name + "/Service/Function"))
                    .containsEntry("TracingConfig", Map.of("Mode", "Active"));
            assertThat(demo.permissionsOf(name)).contains(Expected.TRACES);
        });
        assertThat(demo.propertiesOf("AWS::SNS::Topic"))
                .allSatisfy((path, topic) -> assertThat(topic).containsEntry("TracingConfig", "Active"));
    }

    @Test
    void x_ray_admits_the_topics_of_this_stage_alone() {
        Map<String, Object> policy = demo.propertiesAt("AWS::XRay::ResourcePolicy", "TopicTraces/Policy");

        assertThat(policy).containsEntry("PolicyName", "demo-" + systemName + "-topics");
        assertThat(String.valueOf(policy.get("PolicyDocument")))
                .contains(
                        "\"Service\":\"sns.amazonaws.com\"",
                        "\"aws:SourceAccount\":\"${AWS::AccountId}\"",
                        "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:demo-*");
    }

    @Test
    void every_alias_names_the_version_just_published() {
        assertThat(functions())
                .allSatisfy(name -> assertThat(demo.propertiesAt("AWS::Lambda::Alias", name + "/Service/Alias"))
                        .isEqualTo(Map.of(
                                "Name", "live",
                                "FunctionName", "${%s/Service/Function}".formatted(name),
                                "FunctionVersion", "${%s/Service/Function/CurrentVersion.Version}".formatted(name))));
    }

    @Test
    void every_function_logs_to_its_own_group_for_a_week() {
        assertThat(functions()).allSatisfy(name -> {
            assertThat(demo.propertiesAt("AWS::Lambda::Function", name + "/Service/Function"))
                    .containsEntry("LoggingConfig", Map.of("LogGroup", "${%s/Service/Logs}".formatted(name)));
            assertThat(demo.propertiesAt("AWS::Logs::LogGroup", name + "/Service/Logs"))
                    .isEqualTo(Map.of("LogGroupName", "/aws/lambda/demo-" + name, "RetentionInDays", 7));
        });
    }

    @Test
    void every_function_is_told_its_stage_and_writes_metrics_by_the_name_of_its_system() {
        assertThat(functions())
                .allSatisfy(name -> assertThat(demo.environmentOf(name))
                        .containsEntry("STAGE", "demo")
                        .containsEntry("METRICS_NAMESPACE", systemName));
    }

    @Test
    void each_function_has_a_role_of_its_own() {
        assertThat(demo.propertiesOf("AWS::Lambda::Function"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry("Role", "${" + path.replace("/Function", "/Role") + ".Arn}"));
    }

    @Test
    void only_lambda_assumes_a_role() {
        assertThat(demo.propertiesOf("AWS::IAM::Role"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry(
                                "AssumeRolePolicyDocument",
                                Map.of(
                                        "Version",
                                        "2012-10-17",
                                        "Statement",
                                        List.of(Map.of(
                                                "Action", "sts:AssumeRole",
                                                "Effect", "Allow",
                                                "Principal", Map.of("Service", "lambda.amazonaws.com"))))));
    }

    @Test
    void no_policy_stands_outside_the_roles() {
        assertThat(demo.types()).doesNotContain("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy");
        assertThat(demo.propertiesOf("AWS::IAM::Role"))
                .allSatisfy((path, properties) -> assertThat(properties).doesNotContainKey("ManagedPolicyArns"));
    }

    @Test
    void no_action_has_a_wildcard_and_only_those_without_a_resource_level_reach_every_resource() {
        assertThat(demo.propertiesOf("AWS::IAM::Role").keySet())
                .map(path -> path.replace("/Service/Role", ""))
                .flatMap(demo::permissionsOf)
                // A key of items may end with one: invoice#*.
                .map(permission -> permission.replaceFirst(" for .*", ""))
                .filteredOn(permission -> permission.contains("*"))
                .allMatch(Set.of("dynamodb:ListStreams on *", Expected.TRACES)::contains);
    }

    /** A resource after a protected table could fail, and the stack's first create could not be taken back. */
    @Test
    void tables_of_contexts_stand_in_stacks_that_hold_nothing_else() {
        demo.templates().forEach((stack, template) -> {
            Map<String, Object> resources = Synthesized.map(template, "Resources");
            if (resources.toString().contains("StreamSpecification")) {
                assertThat(resources).as(stack).hasSize(1);
            }
        });
    }

    @Test
    void every_mapping_reports_the_events_that_failed() {
        assertThat(demo.propertiesOf("AWS::Lambda::EventSourceMapping"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry("FunctionResponseTypes", List.of("ReportBatchItemFailures")));
    }

    @Test
    void an_alarm_watches_every_queue_function_and_stream() {
        List<String> expected = new ArrayList<>();
        demo.propertiesOf("AWS::SQS::Queue").keySet().stream()
                .map(queue -> queue.endsWith("/Work/Queue")
                        ? "AWS/SQS Maximum ApproximateAgeOfOldestMessage of ${%s.QueueName} > 300".formatted(queue)
                        : "AWS/SQS Maximum ApproximateNumberOfMessagesVisible of ${%s.QueueName} > 0".formatted(queue))
                .forEach(expected::add);
        demo.propertiesOf("AWS::Lambda::EventSourceMapping").forEach((path, mapping) -> {
            if (mapping.containsKey("StartingPosition")) {
                expected.add("AWS/Lambda Maximum IteratorAge of ${%s} > 300000"
                        .formatted(path.replace("/Mapping", "/Service/Function")));
            }
        });
        for (String function : functions()) {
            boolean kept =
                    demo.asyncConfigsOf(function).stream().allMatch(config -> config.containsKey("DestinationConfig"));
            // Where nothing is kept of a failed event, the alarm on lost events tells of errors too.
            expected.add("AWS/Lambda Sum %s of ${%s/Service/Function} > 0"
                    .formatted(kept ? "Errors" : "AsyncEventsDropped", function));
            expected.add("AWS/Lambda Sum Throttles of ${%s/Service/Function} > 0".formatted(function));
        }

        assertThat(demo.alarms()).containsAll(expected);
    }

    @Test
    void an_alarm_watches_what_no_error_of_a_function_shows() {
        List<String> expected = new ArrayList<>();
        demo.propertiesOf("AWS::Lambda::EventSourceMapping").forEach((path, mapping) -> {
            String function = path.replace("/Mapping", "");
            if (mapping.containsKey("StartingPosition")) {
                expected.add(
                        "AWS/Lambda Sum DestinationDeliveryFailures of ${%s/Service/Function} > 0".formatted(function));
            } else {
                expected.add("%s Sum MessagesFailed of demo-%s > 0".formatted(systemName, function));
            }
        });
        demo.propertiesOf("AWS::Lambda::Url").forEach((path, url) -> {
            String function = path.replace("/Service/Alias/FunctionUrl", "");
            expected.add("%s Sum Answers503 of demo-%s > 0".formatted(systemName, function));
            expected.add(
                    "NONE".equals(url.get("AuthType"))
                            ? "%s Sum Answers401 of demo-%s > 10".formatted(systemName, function)
                            : "AWS/Lambda p99 UrlRequestLatency of ${%s/Service/Function} > 3000".formatted(function));
        });

        assertThat(demo.alarms()).containsAll(expected);
        assertThat(demo.alarms())
                .filteredOn("IF(waiting > 0 AND FILL(polled, 0) == 0, 1, 0) > 0"::equals)
                .hasSameSizeAs(
                        demo.propertiesOf("AWS::Lambda::EventSourceMapping").values());
        assertThat(demo.alarms())
                .filteredOn("SUM(METRICS()) > 0"::equals)
                .hasSameSizeAs(demo.propertiesOf("AWS::DynamoDB::Table").values().stream()
                        .filter(table -> table.containsKey("StreamSpecification"))
                        .toList());
        assertThat(demo.alarms()).contains("100 * claimed / SERVICE_QUOTA(concurrent) > 80");
    }

    @Test
    void every_mapping_measures_what_it_polls() {
        assertThat(demo.propertiesOf("AWS::Lambda::EventSourceMapping"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry("MetricsConfig", Map.of("Metrics", List.of("EventCount"))));
    }

    @Test
    void the_dashboard_shows_every_function_and_queue() {
        String dashboard = String.valueOf(Synthesized.in(
                demo.propertiesAt("AWS::CloudWatch::Dashboard", "Dashboard/Dashboard"), "DashboardBody"));

        assertThat(functions())
                .allSatisfy(name -> assertThat(dashboard)
                        .contains("[\"AWS/Lambda\",\"Invocations\",\"FunctionName\",\"demo-%s\"".formatted(name))
                        .contains("[\"AWS/Lambda\",\"Throttles\",\"FunctionName\",\"demo-%s\"".formatted(name))
                        .contains("[\"%s\",\"ColdStarts\",\"function\",\"demo-%s\"".formatted(systemName, name)));
        assertThat(demo.propertiesOf("AWS::SQS::Queue").values())
                .allSatisfy(queue ->
                        assertThat(dashboard).contains("\"QueueName\",\"%s\"".formatted(queue.get("QueueName"))));
    }

    @Test
    void saved_queries_search_the_logs_of_every_function() {
        assertThat(demo.propertiesOf("AWS::Logs::QueryDefinition").values())
                .hasSize(3)
                .allSatisfy(query -> assertThat(Synthesized.list(query.get("LogGroupNames")))
                        .containsExactlyInAnyOrderElementsOf(functions().stream()
                                .map(name -> (Object) ("/aws/lambda/demo-" + name))
                                .toList()));
    }

    @Test
    void one_bad_datapoint_is_an_incident_or_two_of_three_are() {
        assertThat(demo.propertiesOf("AWS::CloudWatch::Alarm"))
                .allSatisfy((path, alarm) -> assertThat(
                                List.of(alarm.get("DatapointsToAlarm"), alarm.get("EvaluationPeriods")))
                        .isIn(List.of(1, 1), List.of(2, 3)));
        assertThat(alarmsAt("/ErrorsAlarm"))
                .as("the retry of one error is no incident")
                .allSatisfy(alarm -> assertThat(alarm).containsEntry("DatapointsToAlarm", 2));
        assertThat(alarmsAt("/NotEmptyAlarm"))
                .as("nothing tries a dead letter again")
                .allSatisfy(alarm -> assertThat(alarm).containsEntry("DatapointsToAlarm", 1));
    }

    @Test
    void alarms_look_back_no_longer_than_cloudwatch_allows() {
        assertThat(alarmsAt(""))
                .filteredOn(alarm -> alarm.containsKey("Period"))
                .allSatisfy(alarm -> {
                    int period = (int) Synthesized.in(alarm, "Period");
                    assertThat(period * (int) Synthesized.in(alarm, "EvaluationPeriods"))
                            .isLessThanOrEqualTo(period < 3_600 ? 86_400 : 604_800);
                });
    }

    @Test
    void topics_store_events_encrypted_with_the_accounts_sns_key() {
        assertThat(demo.propertiesOf("AWS::SNS::Topic"))
                .allSatisfy((path, topic) -> assertThat(topic)
                        .containsEntry(
                                "KmsMasterKeyId",
                                "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/aws/sns"));
    }

    @Test
    void topics_take_events_over_tls_only() {
        assertThat(demo.propertiesOf("AWS::SNS::Topic").keySet())
                .allSatisfy(topic -> assertThat(demo.statements("AWS::SNS::TopicPolicy", topic + "/Policy"))
                        .containsExactly(Map.of(
                                "Sid", "AllowPublishThroughSSLOnly",
                                "Effect", "Deny",
                                "Principal", "*",
                                "Action", "sns:Publish",
                                "Resource", "${%s}".formatted(topic),
                                "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false")))));
    }

    @Test
    void queues_encrypt_with_keys_that_sqs_owns() {
        assertThat(demo.propertiesOf("AWS::SQS::Queue"))
                .allSatisfy((path, properties) -> assertThat(properties)
                        .containsEntry("SqsManagedSseEnabled", true)
                        .doesNotContainKey("KmsMasterKeyId"));
    }

    @Test
    void queues_of_a_subscription_admit_its_topic_and_nobody_without_tls() {
        assertThat(subscriptionsWithQueue())
                .allSatisfy(subscription -> assertThat(List.of(
                                Synthesized.in(subscription, "Endpoint"),
                                Synthesized.in(Synthesized.in(subscription, "RedrivePolicy"), "deadLetterTargetArn")))
                        .allSatisfy(arn -> assertThat(
                                        demo.statements("AWS::SQS::QueuePolicy", queueOf(arn) + "/Policy"))
                                .containsExactly(
                                        tlsOnly(queueOf(arn)),
                                        Map.of(
                                                "Effect",
                                                "Allow",
                                                "Principal",
                                                Map.of("Service", "sns.amazonaws.com"),
                                                "Action",
                                                "sqs:SendMessage",
                                                "Resource",
                                                arn,
                                                "Condition",
                                                Map.of(
                                                        "ArnEquals",
                                                        Map.of("aws:SourceArn", subscription.get("TopicArn")))))));
    }

    @Test
    void other_queues_admit_nobody_without_tls() {
        Set<String> subscribed = subscriptionsWithQueue().stream()
                .flatMap(subscription -> Stream.of(
                        Synthesized.in(subscription, "Endpoint"),
                        Synthesized.in(Synthesized.in(subscription, "RedrivePolicy"), "deadLetterTargetArn")))
                .map(SystemContract::queueOf)
                .collect(Collectors.toSet());

        assertThat(demo.propertiesOf("AWS::SQS::Queue").keySet())
                .filteredOn(queue -> !subscribed.contains(queue))
                .allSatisfy(queue -> assertThat(demo.statements("AWS::SQS::QueuePolicy", queue + "/Policy"))
                        .containsExactly(tlsOnly(queue)));
    }

    @Test
    void a_stage_that_is_thrown_away_protects_nothing() {
        assertThat(demo.propertiesOf("AWS::DynamoDB::Table"))
                .allSatisfy((path, table) -> assertThat(table)
                        .doesNotContainKeys("DeletionProtectionEnabled", "PointInTimeRecoverySpecification"));
        for (String type : List.of("AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::Logs::LogGroup")) {
            assertThat(demo.attributesOf(type))
                    .allSatisfy(resource -> assertThat(resource).containsEntry("DeletionPolicy", "Delete"));
        }
    }

    private List<Map<String, Object>> alarmsAt(String endOfPath) {
        return demo.propertiesOf("AWS::CloudWatch::Alarm").entrySet().stream()
                .filter(alarm -> alarm.getKey().endsWith(endOfPath))
                .map(Map.Entry::getValue)
                .toList();
    }

    private List<String> functions() {
        return demo.propertiesOf("AWS::Lambda::Function").keySet().stream()
                .map(path -> path.replace("/Service/Function", ""))
                .toList();
    }

    private List<Map<String, Object>> subscriptionsWithQueue() {
        return demo.propertiesOf("AWS::SNS::Subscription").values().stream()
                .filter(subscription -> "sqs".equals(subscription.get("Protocol")))
                .toList();
    }

    /** {@code A/Work/Queue} for {@code ${A/Work/Queue.Arn}}. */
    private static String queueOf(Object arn) {
        return arn.toString().replace("${", "").replace(".Arn}", "");
    }

    private static Map<String, Object> tlsOnly(String queue) {
        return Map.of(
                "Effect", "Deny",
                "Principal", Map.of("AWS", "*"),
                "Action", "sqs:*",
                "Resource", "${%s.Arn}".formatted(queue),
                "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false")));
    }
}
