package io.orderchannel.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import faas.cli.engine.EngineRecords;
import faas.cli.engine.Percentiles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunReportTest {

    private static final RunReport REPORT = report(0, 0, List.of(new RunReport.Line(3, "refused", 400, "no items")));

    @Test
    void the_json_names_are_the_agreed_ones() throws IOException {
        assertThat(REPORT.toJson().replaceAll("\\s", "")).isEqualTo("""
                        {"orders":{"sent":3,"accepted":2,"duplicates":0,"refused":1,"malformed":0,"unsettled":0,
                        "byState":{"DELIVERED":2}},
                        "lines":[{"line":3,"outcome":"refused","status":400,"reason":"noitems"}],
                        "latencyMillis":{"placeOrder":{"p50":1,"p99":2},"placedToSettled":{"p50":3,"p99":4},
                        "placedToDelivered":{"p50":5,"p99":6}},
                        "failures":[],"failedTicks":[],"payouts":{"drained":2,"drains":1,"maxLag":2},
                        "functions":[{"name":"AssignOrder","trigger":"sqs","invocations":1,"coldStarts":1,"errors":0,
                        "timeouts":0,"throttles":0,"events":2,"eventsPerInvocation":2.0,
                        "initMillis":{"p50":5},"firstInvocationMillis":{"p50":6},"durationMillis":{"p50":6,"p99":7},
                        "byEventType":{"order.placed.v1":{"events":2,"durationMillis":{"p50":1,"p99":3}}}}],
                        "queues":[{"name":"demo-AssignOrder","received":2,"deadLettered":0}],
                        "engine":{"name":"local","readyMillis":8,"wallMillis":9,"peakRssMiB":10},
                        "units":{"name":"orders","count":2}}
                        """.replaceAll("\\s", ""));
    }

    @Test
    void clean_only_with_everything_answered_and_settled_and_no_dead_letter() {
        assertThat(REPORT.clean()).isTrue();
        assertThat(report(1, 0, List.of()).clean()).isFalse();
        assertThat(report(0, 1, List.of()).clean()).isFalse();
        assertThat(report(0, 0, List.of(new RunReport.Line(1, "unanswered", null, "")))
                        .clean())
                .isFalse();
    }

    @Test
    void a_failure_that_the_orders_ask_for_is_clean_and_any_other_is_not() {
        assertThat(report(0, 1, List.of(), List.of(failure(true)), 2).clean()).isTrue();
        assertThat(report(0, 1, List.of(), List.of(failure(false)), 2).clean()).isFalse();
        assertThat(report(0, 0, List.of(), List.of(failure(true)), 2).clean()).isFalse();
    }

    @Test
    void a_failure_that_was_recorded_twice_counts_for_both_dead_letters() {
        var twice = new RunReport.Failure("NotifyPartner", 4, "o4", "RetriesExhausted", true, 2);

        assertThat(report(0, 2, List.of(), List.of(twice), 2).clean()).isTrue();
        assertThat(report(0, 3, List.of(), List.of(twice), 2).clean()).isFalse();
        assertThat(TextReport.of(report(0, 2, List.of(), List.of(twice), 2)))
                .contains("line 4, on purpose, 2 times: RetriesExhausted");
    }

    @Test
    void a_delivered_order_without_its_payout_is_not_clean() {
        assertThat(report(0, 0, List.of(), List.of(), 1).clean()).isFalse();
    }

    @Test
    void a_schedule_that_failed_is_not_clean_and_is_named() {
        var report = report(
                0,
                0,
                List.of(),
                List.of(),
                List.of(new RunReport.FailedTick("MeasurePayoutLag", "boom")),
                List.of(),
                2);

        assertThat(report.clean()).isFalse();
        assertThat(TextReport.of(report)).contains("MeasurePayoutLag         boom");
    }

    @Test
    void what_a_role_does_not_allow_is_not_clean_and_is_named() {
        var denial = new EngineRecords.Denial(
                "PlaceOrder", "arn:aws:iam::000000000000:role/orders", "dynamodb:PutItem", "arn:of:table", 3);
        var report = report(0, 0, List.of(), List.of(), List.of(), List.of(denial), 2);

        assertThat(report.clean()).isFalse();
        assertThat(TextReport.of(report))
                .contains("PlaceOrder               dynamodb:PutItem on arn:of:table, 3 times"
                        + " (arn:aws:iam::000000000000:role/orders)");
    }

    private static RunReport.Failure failure(boolean onPurpose) {
        return new RunReport.Failure("NotifyPartner", 4, "o4", "RetriesExhausted", onPurpose, 1);
    }

    @Test
    void the_text_names_counts_lines_functions_and_queues() {
        assertThat(TextReport.of(REPORT))
                .contains("accepted 2")
                .contains("DELIVERED 2")
                .contains("unsettled 0")
                .contains("no items")
                .contains("AssignOrder")
                .contains("demo-AssignOrder");
    }

    @Test
    void what_an_engine_does_not_tell_is_null_and_a_dash() throws IOException {
        var report = new RunReport(
                REPORT.orders(),
                List.of(),
                REPORT.latencyMillis(),
                List.of(),
                List.of(),
                List.of(),
                new RunReport.Payouts(2, 1, null),
                List.of(),
                List.of(new EngineRecords.Function(
                        "AssignOrder",
                        "sqs",
                        1,
                        1,
                        null,
                        null,
                        null,
                        2,
                        2.0,
                        new EngineRecords.Median(null),
                        new EngineRecords.Median(6L),
                        new EngineRecords.Millis(6, 7),
                        Map.of())),
                List.of(new EngineRecords.Queue("demo-AssignOrder", null, 0)),
                new RunReport.Engine("localstack", 8, 9, null));

        assertThat(report.clean()).isTrue();
        assertThat(report.toJson().replaceAll("\\s", ""))
                .contains("\"errors\":null,\"timeouts\":null,\"throttles\":null")
                .contains("\"initMillis\":{\"p50\":null}")
                .contains("\"received\":null", "\"maxLag\":null", "\"peakRssMiB\":null");
        assertThat(TextReport.of(report).lines())
                .anyMatch(line -> line.matches("  AssignOrder +sqs +1 +2 +2\\.0 +1 +- +- +- +- +6 +6 +7"))
                .anyMatch(line -> line.matches("  demo-AssignOrder +- +0"))
                .anyMatch(line -> line.startsWith("Engine localstack") && !line.contains("resident"));
    }

    @Test
    void priming_shows_init_and_first_invocation_with_and_without_it() throws IOException {
        var compared = RunReport.Priming.compare(
                List.of(function("AssignOrder", 2, 411, 322), function("GetOrder", 0, 0, 0)),
                List.of(function("AssignOrder", 1, 633, 44), function("GetOrder", 1, 5, 6)));
        var report = REPORT.withPriming(compared);

        assertThat(TextReport.of(REPORT)).doesNotContain("priming");
        assertThat(TextReport.of(report).lines())
                .anyMatch(line -> line.matches("  AssignOrder +2 +411 +322 +1 +633 +44"));
        assertThat(report.toJson().replaceAll("\\s", "")).contains("""
                        "priming":[{"function":"AssignOrder",
                        "without":{"count":2,"initMillis":{"p50":411},"firstInvocationMillis":{"p50":322}},
                        "with":{"count":1,"initMillis":{"p50":633},"firstInvocationMillis":{"p50":44}}}]""".replaceAll("\\s", ""));
    }

    @Test
    void percentiles_are_values_that_were_measured() {
        var hundred =
                LongStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList();

        assertThat(Percentiles.of(hundred.reversed())).isEqualTo(new EngineRecords.Millis(50, 99));
        assertThat(Percentiles.of(List.of(Duration.ofMillis(7)))).isEqualTo(new EngineRecords.Millis(7, 7));
        assertThat(Percentiles.of(List.of())).isEqualTo(new EngineRecords.Millis(0, 0));
    }

    private static RunReport report(long unsettled, long deadLettered, List<RunReport.Line> lines) {
        return report(unsettled, deadLettered, lines, List.of(), 2);
    }

    private static RunReport report(
            long unsettled,
            long deadLettered,
            List<RunReport.Line> lines,
            List<RunReport.Failure> failures,
            long drained) {
        return report(unsettled, deadLettered, lines, failures, List.of(), List.of(), drained);
    }

    private static RunReport report(
            long unsettled,
            long deadLettered,
            List<RunReport.Line> lines,
            List<RunReport.Failure> failures,
            List<RunReport.FailedTick> failedTicks,
            List<EngineRecords.Denial> denials,
            long drained) {
        return new RunReport(
                new RunReport.Orders(3, 2, 0, 1, 0, unsettled, Map.of("DELIVERED", 2L)),
                lines,
                new RunReport.Latencies(
                        new EngineRecords.Millis(1, 2), new EngineRecords.Millis(3, 4), new EngineRecords.Millis(5, 6)),
                failures,
                failedTicks,
                denials,
                new RunReport.Payouts(drained, 1, 2L),
                List.of(),
                List.of(function("AssignOrder", 1, 5, 6)),
                List.of(new EngineRecords.Queue("demo-AssignOrder", 2L, deadLettered)),
                new RunReport.Engine("local", 8, 9, 10L));
    }

    private static EngineRecords.Function function(String name, long coldStarts, long init, long first) {
        return new EngineRecords.Function(
                name,
                "sqs",
                1,
                coldStarts,
                0L,
                0L,
                0L,
                2,
                2.0,
                new EngineRecords.Median(init),
                new EngineRecords.Median(first),
                new EngineRecords.Millis(6, 7),
                Map.of("order.placed.v1", new EngineRecords.ByEventType(2, new EngineRecords.Millis(1, 3))));
    }
}
