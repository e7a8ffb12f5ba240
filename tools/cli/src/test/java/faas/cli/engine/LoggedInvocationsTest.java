package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoggedInvocationsTest {

    private static final Declaration.Function ASSIGN =
            new Declaration.Function("demo-SendInvoice", "SendInvoice", "sqs", Optional.empty());

    private static final String METRICS = """
            {"_aws":{},"function":"demo-SendInvoice","requestId":"r1","ColdStarts":1,"MessagesProcessed":9,"MessagesFailed":1}
            """;

    @Test
    void figures_come_from_reports_and_the_functions_own_metrics() {
        var lines = List.of(
                "START RequestId: r1 Version: 1\n",
                METRICS,
                "END RequestId: r1\n",
                "REPORT RequestId: r1\tDuration: 90.40 ms\tBilled Duration: 491 ms\tMemory Size: 512 MB\tMax Memory Used: 99 MB"
                        + "\tInit Duration: 400.20 ms\t\n",
                "{\"_aws\":{},\"function\":\"demo-SendInvoice\",\"requestId\":\"r2\",\"MessagesProcessed\":5}",
                "REPORT RequestId: r2\tDuration: 12.00 ms\tBilled Duration: 12 ms\tMemory Size: 512 MB\tMax Memory Used: 99 MB"
                        + "\tStatus: timeout");

        assertThat(LoggedInvocations.of(lines).figures(ASSIGN, true))
                .isEqualTo(new EngineRecords.Function(
                        "SendInvoice",
                        "sqs",
                        2,
                        1,
                        null,
                        1L,
                        null,
                        15,
                        7.5,
                        new EngineRecords.Median(400L),
                        new EngineRecords.Median(90L),
                        new EngineRecords.Millis(12, 90),
                        Map.of()));
    }

    @Test
    void what_no_line_tells_is_null_and_not_0() {
        var lines = List.of(METRICS, "REPORT RequestId: r1\tDuration: 90.40 ms\t\n");

        var figures = LoggedInvocations.of(lines).figures(ASSIGN, false);

        assertThat(figures.initMillis().p50()).isNull();
        assertThat(figures.timeouts()).isNull();
        assertThat(figures.firstInvocationMillis().p50()).isEqualTo(90);
    }

    @Test
    void half_a_line_of_a_process_that_was_killed_counts_for_nothing() {
        var figures = LoggedInvocations.of(List.of("{\"_aws\":{},\"MessagesProcessed\":"))
                .figures(ASSIGN, true);

        assertThat(figures.invocations()).isZero();
        assertThat(figures.events()).isZero();
        assertThat(figures.initMillis().p50()).isZero();
    }

    @Test
    void a_function_without_records_has_an_event_an_invocation() {
        var place = new Declaration.Function("demo-PayInvoice", "PayInvoice", "http", Optional.empty());

        assertThat(LoggedInvocations.of(List.of("REPORT RequestId: r1\tDuration: 9.4 ms"))
                        .figures(place, false)
                        .events())
                .isEqualTo(1);
    }
}
