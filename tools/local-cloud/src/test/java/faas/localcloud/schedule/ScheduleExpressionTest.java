package faas.localcloud.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
    /** A Thursday. */
    private static final Instant CREATED = Instant.parse("2026-01-01T10:20:30.500Z");

    @ParameterizedTest
    @CsvSource({
        "rate(1 minute), 2026-01-01T10:21:30.500Z, 2026-01-01T10:22:30.500Z",
        "rate(5 minutes), 2026-01-01T10:25:30.500Z, 2026-01-01T10:30:30.500Z",
        "rate(1 hour), 2026-01-01T11:20:30.500Z, 2026-01-01T12:20:30.500Z",
        "rate(2 days), 2026-01-03T10:20:30.500Z, 2026-01-05T10:20:30.500Z",
    })
    void a_rate_counts_from_the_rules_creation(String expression, String first, String second) {
        assertThat(ticks(expression, 2)).containsExactly(Instant.parse(first), Instant.parse(second));
    }

    @ParameterizedTest
    @CsvSource({
        "cron(0 18 ? * MON-FRI *), 2026-01-01T18:00:00Z 2026-01-02T18:00:00Z 2026-01-05T18:00:00Z",
        "cron(15 10 * * ? *), 2026-01-02T10:15:00Z 2026-01-03T10:15:00Z 2026-01-04T10:15:00Z",
        "cron(0/15 * * * ? *), 2026-01-01T10:30:00Z 2026-01-01T10:45:00Z 2026-01-01T11:00:00Z",
        "cron(0 8 1 * ? *), 2026-02-01T08:00:00Z 2026-03-01T08:00:00Z 2026-04-01T08:00:00Z",
        "cron(0 0 L * ? *), 2026-01-31T00:00:00Z 2026-02-28T00:00:00Z 2026-03-31T00:00:00Z",
        "cron(0 9 ? * 2#1 *), 2026-01-05T09:00:00Z 2026-02-02T09:00:00Z 2026-03-02T09:00:00Z",
        "cron(0 9 ? * 1 *), 2026-01-04T09:00:00Z 2026-01-11T09:00:00Z 2026-01-18T09:00:00Z",
        "cron(0 9 ? JAN SUN 2026-2027), 2026-01-04T09:00:00Z 2026-01-11T09:00:00Z 2026-01-18T09:00:00Z",
    })
    void a_cron_expression_means_times_of_utc(String expression, String ticks) {
        assertThat(ticks(expression, 3))
                .containsExactlyElementsOf(
                        List.of(ticks.split(" ")).stream().map(Instant::parse).toList());
    }

    @Test
    void a_cron_expression_of_the_past_has_no_next_time() {
        assertThat(ScheduleExpression.parse("cron(0 0 1 1 ? 2020)").next(CREATED, CREATED))
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "rate(1 minutes), expected rate(1 minute)",
        "rate(5 minute), expected rate(5 minutes)",
        "rate(2 hour), expected rate(2 hours)",
        "rate(0 minutes), expected a value of at least 1",
        "rate(30 seconds), expected rate(VALUE UNIT)",
        "every day, expected rate(VALUE UNIT)",
    })
    void a_rate_that_eventbridge_refuses_is_refused(String expression, String expected) {
        assertThatThrownBy(() -> ScheduleExpression.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + expression)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(0 18 * * *)",
                "cron(0 18 * * MON-FRI *)",
                "cron(0 18 ? * ? *)",
                "cron(60 18 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 0 18 * * ? *)",
                "cron(0 18 * * ? 1969)",
            })
    void a_cron_expression_that_eventbridge_refuses_is_refused(String expression) {
        assertThatThrownBy(() -> ScheduleExpression.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found " + expression);
    }

    private static List<Instant> ticks(String text, int count) {
        ScheduleExpression expression = ScheduleExpression.parse(text);
        List<Instant> ticks = new ArrayList<>();
        Instant after = CREATED;
        for (int i = 0; i < count; i++) {
            after = expression.next(after, CREATED).orElseThrow();
            ticks.add(after);
        }
        return ticks;
    }
}
