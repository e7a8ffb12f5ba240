package faas.cli.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageCostsTest {

    private static final String TEMPLATE = """
            {"Resources": {
              "A": {"Type": "AWS::CloudWatch::Alarm", "Properties": {}},
              "E": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": [
                  {"Id": "e", "Expression": "a + b"},
                  {"Id": "a", "MetricStat": {"Metric": {"MetricName": "A"}}, "ReturnData": false},
                  {"Id": "b", "MetricStat": {"Metric": {"MetricName": "B"}}, "ReturnData": false}]}},
              "B": {"Type": "AWS::CloudWatch::Dashboard", "Properties": {}},
              "S": {"Type": "AWS::SecretsManager::Secret", "Properties": {}},
              "Q": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"BatchSize": 10}},
              "D": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"StartingPosition": "LATEST"}},
              "R": {"Type": "AWS::Events::Rule", "Properties": {"ScheduleExpression": "rate(1 minute)"}},
              "F": {"Type": "AWS::Lambda::Function",
                    "Properties": {"FunctionName": "demo-SendInvoice", "MemorySize": 1024}}}}""";

    @TempDir
    private Path directory;

    @BeforeEach
    void an_assembly() throws IOException {
        Files.writeString(
                directory.resolve("manifest.json"),
                "{\"artifacts\": {\"demo\": {\"type\": \"aws:cloudformation:stack\"}}}");
        Files.writeString(directory.resolve("demo.template.json"), TEMPLATE);
        // Of a context that was removed.
        Files.writeString(directory.resolve("demo-old.template.json"), TEMPLATE);
    }

    @Test
    void an_idle_stage_pays_for_polls_starts_alarms_dashboards_and_secrets() throws IOException {
        // 5 pollers, 3 polls a minute: 648,000 requests; 43,200 starts.
        assertThat(StageCosts.idle(directory))
                .extracting(StageCosts.Item::dollars)
                .containsExactly(0.648 * 0.40, 0.0432 * 0.20, 3 * 0.10, 3.00, 0.40);
    }

    @Test
    void a_million_units_cost_what_the_run_did_a_unit() throws IOException {
        var report = directory.resolve("report.json");
        Files.writeString(report, """
                {"units": {"name": "orders", "count": 10},
                 "functions": [{"name": "SendInvoice", "trigger": "sqs", "invocations": 5, "events": 10,
                                "durationMillis": {"p50": 200}}]}""");

        var items = StageCosts.million(directory, report);

        // 500,000 invocations of 0.2 s at 1 GiB.
        assertThat(items.get(0).dollars()).isCloseTo(0.10, within(1e-9));
        assertThat(items.get(1).dollars()).isCloseTo(100_000 * 0.0000133334, within(1e-9));
        assertThat(items.get(2).dollars()).isCloseTo(0.40, within(1e-9));
    }

    @Test
    void a_cron_schedule_that_is_not_daily_starts_each_minute_at_most() {
        assertThat(Schedule.mostStartsInThirtyDays("cron(0 3 * * ? *)")).isEqualTo(30);
        assertThat(Schedule.mostStartsInThirtyDays("cron(0 6 ? * MON-FRI *)")).isEqualTo(43_200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                       | no units of work",
                "{\"units\": {\"name\": \"orders\", \"count\": 0}}                         | no units of work",
                "{\"units\": {\"count\": 1}, \"functions\": [{\"name\": \"SendParcel\"}]} | function SendParcel"
            })
    void a_report_that_no_million_can_be_computed_from_is_refused(String report, String told) throws IOException {
        var file = Files.writeString(directory.resolve("report.json"), report);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> StageCosts.million(directory, file))
                .withMessageContaining(told);
    }
}
