package faas.kit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import faas.events.EventContext;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LogTest {
    private final List<String> lines = new ArrayList<>();
    private final Log log = new Log(Clock.fixed(Instant.parse("2026-03-01T09:30:00.5Z"), ZoneOffset.UTC), lines::add)
            .with("function", "demo-SendInvoice");

    @Test
    void a_line_has_the_events_correlation_and_its_own_fields() {
        log.about(new EventContext("00-a-b-00", "corr-1", "cause-1"))
                .with("left", 3)
                .info("slot taken");

        assertThat(lines)
                .containsExactly("{\"timestamp\":\"2026-03-01T09:30:00.500Z\",\"level\":\"INFO\","
                        + "\"message\":\"slot taken\",\"function\":\"demo-SendInvoice\",\"correlationId\":\"corr-1\","
                        + "\"causationId\":\"cause-1\",\"traceparent\":\"00-a-b-00\",\"left\":3}");
    }

    @Test
    void further_fields_stay_with_the_log_they_were_given_to() {
        Log one = log.with("messageId", "m1");
        one.warn("late");
        log.warn("later");

        assertThat(lines.get(0)).contains("\"messageId\":\"m1\"");
        assertThat(lines.get(1)).doesNotContain("messageId");
    }

    @Test
    void a_failure_is_one_line_with_its_causes() {
        log.error("failed", new IllegalStateException("two\nlines", new IllegalArgumentException("4711")));

        assertThat(lines)
                .singleElement()
                .asString()
                .contains(
                        "\"level\":\"ERROR\"",
                        "\"error\":\"java.lang.IllegalStateException\"",
                        "\"errorMessage\":\"two\\nlines\"",
                        "LogTest.a_failure_is_one_line_with_its_causes",
                        "caused by java.lang.IllegalArgumentException")
                .doesNotContain("\n", "4711");
    }

    @Test
    void what_a_parser_cites_is_not_written_down() {
        String text = lines.isEmpty() ? "secret !" : "";
        for (ThrowingCallable parser : List.<ThrowingCallable>of(
                () -> Integer.parseInt(text),
                () -> Instant.parse(text),
                () -> Thread.State.valueOf(text),
                () -> URI.create(text),
                () -> Base64.getDecoder().decode(text),
                () -> new BigDecimal(text))) {
            log.error("failed", catchThrowable(parser));
            log.error("failed", new IllegalStateException("read nothing", catchThrowable(parser)));
        }

        assertThat(lines)
                .hasSize(12)
                .noneMatch(line -> line.contains("secret"))
                .allMatch(line -> line.contains("Exception"));
    }
}
