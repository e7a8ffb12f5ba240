package faas.infra.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.infra.Synthesized;
import faas.infra.policy.AsyncPolicy;
import faas.infra.policy.PolicyException;
import faas.infra.policy.SchedulePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that are called: by other functions, waiting or not, and by schedules. */
class InvokedFunctionsTest {
    private static final AsyncPolicy TWICE_MORE = AsyncPolicy.of(2, Duration.ofHours(1));

    @TempDir
    private Path directory;

    private Probes probes;

    @BeforeEach
    void app() {
        probes = new Probes(directory);
    }

    @Test
    void asynchronous_events_are_tried_again_and_then_kept_in_a_queue_by_alias_and_version_alike() {
        new AsyncFunction(probes.stack(), "Notify", Probes.STAGE, Probes.async(TWICE_MORE), probes.text());

        Synthesized app = probes.synthesized();
        assertThat(app.propertiesOf("AWS::Lambda::EventInvokeConfig").values())
                .containsExactlyInAnyOrder(
                        config("select(7, split(:, ${Notify/Service/Alias}))", "${Notify/Failures/Queue.Arn}"),
                        config("${Notify/Service/Function/CurrentVersion.Version}", "${Notify/Failures/Queue.Arn}"));
        assertThat(app.propertiesAt("AWS::SQS::Queue", "Notify/Failures/Queue"))
                .isEqualTo(Map.of(
                        "QueueName",
                        "probe-Notify-failures",
                        "MessageRetentionPeriod",
                        14 * 24 * 60 * 60,
                        "SqsManagedSseEnabled",
                        true));
        assertThat(app.propertiesAt("AWS::CloudWatch::Alarm", "Notify/Failures/NotEmptyAlarm"))
                .containsEntry("MetricName", "ApproximateNumberOfMessagesVisible")
                .containsEntry("Threshold", 0);
        assertThat(app.permissionsOf("Notify")).contains("sqs:SendMessage on ${Notify/Failures/Queue.Arn}");
        assertThat(app.outputs()).isEqualTo(Map.of("NotifyFailureQueueUrl", "${Notify/Failures/Queue}"));
    }

    @Test
    void lossy_function_tries_once_within_a_minute_and_keeps_nothing() {
        new AsyncFunction(
                probes.stack(),
                "Count",
                Probes.STAGE,
                Probes.async(AsyncPolicy.lossy("a count may be a little off")),
                probes.text());

        Synthesized app = probes.synthesized();
        assertThat(app.propertiesOf("AWS::Lambda::EventInvokeConfig").values())
                .hasSize(2)
                .allSatisfy(config -> assertThat(config)
                        .containsEntry("MaximumRetryAttempts", 0)
                        .containsEntry("MaximumEventAgeInSeconds", 60)
                        .doesNotContainKey("DestinationConfig"));
        assertThat(app.types()).doesNotContain("AWS::SQS::Queue");
        assertThat(app.permissionsOf("Count")).noneMatch(permission -> permission.contains("sqs:"));
    }

    @Test
    void caller_that_does_not_wait_may_start_the_alias_and_knows_its_arn() {
        AsyncFunction notify =
                new AsyncFunction(probes.stack(), "Notify", Probes.STAGE, Probes.async(TWICE_MORE), probes.text());
        new QueueFunction(
                probes.otherStack("caller"),
                "Assign",
                Probes.STAGE,
                probes.topic(),
                QueueAndTopicTest.SENT,
                Probes.queuePolicy(),
                probes.queue().starting("NOTIFY_FUNCTION_ARN", notify, "tells the partner"));

        Synthesized app = probes.synthesized();
        assertThat(app.permissionsOf("Assign")).contains("lambda:InvokeFunction on " + Probes.aliasOf("Notify"));
        assertThat(environmentOf(app, "Assign")).containsEntry("NOTIFY_FUNCTION_ARN", Probes.aliasOf("Notify"));
    }

    @Test
    void caller_that_waits_may_call_the_alias_of_a_function_that_nothing_else_starts() {
        RequestFunction slot =
                new RequestFunction(probes.stack(), "Slot", Probes.STAGE, Probes.request(), probes.text());
        new QueueFunction(
                probes.stack(),
                "Fulfil",
                Probes.STAGE,
                probes.topic(),
                QueueAndTopicTest.SENT,
                Probes.queuePolicy(),
                probes.queue().calling("SLOT", slot, "reserves a slot"));

        Synthesized app = probes.synthesized();
        assertThat(app.permissionsOf("Fulfil")).contains("lambda:InvokeFunction on " + Probes.aliasOf("Slot"));
        assertThat(environmentOf(app, "Fulfil"))
                .containsEntry("SLOT_FUNCTION_ARN", Probes.aliasOf("Slot"))
                .containsEntry("SLOT_TIMEOUT_SECONDS", "4");
        assertThat(app.types())
                .doesNotContain("AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Permission", "AWS::Lambda::Url");
        assertThat(app.propertiesOf("AWS::Lambda::EventSourceMapping").toString())
                .doesNotContain("Slot");
    }

    @Test
    void caller_that_could_not_wait_for_the_answer_is_refused() {
        RequestFunction slot = new RequestFunction(
                probes.stack(),
                "Slot",
                Probes.STAGE,
                Probes.request().withClientTimeout(Duration.ofSeconds(10)),
                probes.text());

        assertThatThrownBy(() -> new QueueFunction(
                        probes.stack(),
                        "Fulfil",
                        Probes.STAGE,
                        probes.topic(),
                        QueueAndTopicTest.SENT,
                        Probes.queuePolicy(),
                        probes.queue().calling("SLOT", slot, "reserves a slot")))
                .isInstanceOf(PolicyException.class)
                .hasMessage("Fulfil: function timeout 10 s: must exceed the client timeout of its calls to Slot (10 s),"
                        + " or it is killed while it waits");
    }

    @Test
    void schedule_starts_the_alias_by_a_rule_that_may_do_so() {
        new ScheduledFunction(
                probes.stack(),
                "Expire",
                Probes.STAGE,
                SchedulePolicy.every(Duration.ofMinutes(5)),
                Probes.async(TWICE_MORE),
                probes.text());

        Synthesized app = probes.synthesized();
        assertThat(app.propertiesAt("AWS::Events::Rule", "Expire/Schedule"))
                .isEqualTo(Map.of(
                        "Name",
                        "probe-Expire",
                        "ScheduleExpression",
                        "rate(5 minutes)",
                        "State",
                        "ENABLED",
                        "Targets",
                        List.of(Map.of("Arn", Probes.aliasOf("Expire"), "Id", "Target0"))));
        assertThat(app.propertiesOf("AWS::Lambda::Permission").values())
                .containsExactly(Map.of(
                        "Action", "lambda:InvokeFunction",
                        "FunctionName", Probes.aliasOf("Expire"),
                        "Principal", "events.amazonaws.com",
                        "SourceArn", "${Expire/Schedule.Arn}"));
        assertThat(app.propertiesOf("AWS::Lambda::EventInvokeConfig")).hasSize(2);
        assertThat(app.outputs())
                .isEqualTo(Map.of(
                        "ExpireRuleName", "${Expire/Schedule}", "ExpireFailureQueueUrl", "${Expire/Failures/Queue}"));
    }

    @Test
    void function_that_others_start_may_have_a_daily_schedule_too() {
        AsyncFunction drain =
                new AsyncFunction(probes.stack(), "Drain", Probes.STAGE, Probes.async(TWICE_MORE), probes.text());
        drain.startOn(SchedulePolicy.dailyAt(LocalTime.of(3, 5)));

        assertThat(probes.synthesized().propertiesAt("AWS::Events::Rule", "Drain/Schedule"))
                .containsEntry("Name", "probe-Drain")
                .containsEntry("ScheduleExpression", "cron(5 3 * * ? *)");
    }

    @Test
    void schedule_may_be_an_expression_whose_longest_pause_is_not_known() {
        ScheduledFunction expire = new ScheduledFunction(
                probes.stack(),
                "Expire",
                Probes.STAGE,
                SchedulePolicy.cron("0 6 ? * MON-FRI *"),
                Probes.async(TWICE_MORE),
                probes.text());

        assertThat(probes.synthesized().propertiesAt("AWS::Events::Rule", "Expire/Schedule"))
                .containsEntry("ScheduleExpression", "cron(0 6 ? * MON-FRI *)");
        assertThatThrownBy(() -> expire.alarmAbove(
                        AlarmRule.atOnce("Waiting"), "Alarm", "waits", "Waiting", Duration.ofMinutes(1)))
                .hasMessageContaining("no longest pause is known");
    }

    /** Two of three periods of a day never have a start each where a start comes every third day or later. */
    @Test
    void lost_start_of_a_schedule_that_pauses_for_more_than_a_day_is_an_incident_at_once() {
        assertThat(lostEvents(SchedulePolicy.every(Duration.ofMinutes(5)))).isEqualTo("2 of 3 periods of 300 s");
        assertThat(lostEvents(SchedulePolicy.dailyAt(LocalTime.of(3, 5)))).isEqualTo("2 of 3 periods of 86400 s");
        assertThat(lostEvents(SchedulePolicy.every(Duration.ofDays(3)))).isEqualTo("1 of 1 periods of 86400 s");
        assertThat(lostEvents(SchedulePolicy.cron("0 6 ? * MON *"))).isEqualTo("1 of 1 periods of 86400 s");
    }

    @Test
    void schedule_that_starts_more_than_once_a_minute_is_refused() {
        assertThatThrownBy(() -> new ScheduledFunction(
                        probes.stack(),
                        "Expire",
                        Probes.STAGE,
                        SchedulePolicy.every(Duration.ofSeconds(30)),
                        Probes.async(TWICE_MORE),
                        probes.text()))
                .isInstanceOf(PolicyException.class)
                .hasMessage("Expire: schedule rate PT30S: must be whole minutes, at least 1");
    }

    private String lostEvents(SchedulePolicy schedule) {
        Probes scheduled = new Probes(directory);
        new ScheduledFunction(
                scheduled.stack(),
                "Expire",
                Probes.STAGE,
                schedule,
                Probes.async(AsyncPolicy.lossy("the next run does what this one missed")),
                scheduled.text());
        Map<String, Object> alarm =
                scheduled.synthesized().propertiesAt("AWS::CloudWatch::Alarm", "Expire/Service/LostEventsAlarm");
        return "%s of %s periods of %s s"
                .formatted(alarm.get("DatapointsToAlarm"), alarm.get("EvaluationPeriods"), alarm.get("Period"));
    }

    private static Map<String, Object> config(String qualifier, String destination) {
        return Map.of(
                "FunctionName",
                "${Notify/Service/Function}",
                "Qualifier",
                qualifier,
                "MaximumRetryAttempts",
                2,
                "MaximumEventAgeInSeconds",
                3_600,
                "DestinationConfig",
                Map.of("OnFailure", Map.of("Destination", destination)));
    }

    private static Map<String, Object> environmentOf(Synthesized app, String function) {
        Map<String, Object> variables = new TreeMap<>();
        ((Map<?, ?>) Synthesized.in(
                        Synthesized.in(
                                app.propertiesAt("AWS::Lambda::Function", function + "/Service/Function"),
                                "Environment"),
                        "Variables"))
                .forEach((name, value) -> variables.put(String.valueOf(name), value));
        return variables;
    }
}
