package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineRecordsTest {

    private static final String RECORDS = """
            {"functions": [{"name": "SendInvoice", "trigger": "sqs", "invocations": 4, "coldStarts": 1, "errors": 0,
              "timeouts": 0, "throttles": 0, "events": 30, "eventsPerInvocation": 7.5,
              "initMillis": {"p50": 400}, "firstInvocationMillis": {"p50": 90}, "durationMillis": {"p50": 12, "p99": 80}, "later": true}],
             "queues": [{"name": "demo-SendInvoice", "received": 30, "deadLettered": 1},
                        {"name": "demo-ApplyChannelOutcome", "received": 30, "deadLettered": 2}],
             "denials": [{"function": "SendInvoice", "role": "r", "action": "sns:Publish", "resource": "t", "count": 3}]}""";

    @Test
    void the_engines_figures_are_read_and_fields_unknown_here_are_not_minded() throws IOException {
        var records = EngineRecords.parse(RECORDS);

        assertThat(records.function("SendInvoice"))
                .isEqualTo(new EngineRecords.Function(
                        "SendInvoice",
                        "sqs",
                        4,
                        1,
                        0L,
                        0L,
                        0L,
                        30,
                        7.5,
                        new EngineRecords.Median(400L),
                        new EngineRecords.Median(90L),
                        new EngineRecords.Millis(12, 80),
                        Map.of()));
        assertThat(records.deadLettered()).isEqualTo(3);
        assertThat(records.denials())
                .containsExactly(new EngineRecords.Denial("SendInvoice", "r", "sns:Publish", "t", 3));
    }

    @Test
    void a_function_that_is_not_there_is_named() throws IOException {
        var records = EngineRecords.parse(RECORDS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> records.function("GetOrder"))
                .withMessage("no function GetOrder among [SendInvoice]");
    }
}
