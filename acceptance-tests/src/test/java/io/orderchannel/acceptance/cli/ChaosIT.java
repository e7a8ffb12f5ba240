package io.orderchannel.acceptance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders under kills, disturbed topics and poison; the comparison itself is {@code ComparisonTest}'s. */
@Order(8)
class ChaosIT {

    /** A minute or two, and more where the machine has other things to do. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    void nothing_is_lost_or_done_twice_while_processes_are_killed_and_poison_is_sent() throws IOException {
        try (var run = CommandLineRun.start(folder, "bench", "chaos", "--orders", "150", "--kill-every", "1")) {

            int code = run.exitCode(LONGEST);

            assertThat(code).as(run.out() + run.err()).isZero();

            run.assertNothingLeft();
            assertThat(run.out())
                    .containsPattern("repeat with --seed \\d+")
                    .contains("sent 150, accepted 150", "4 for demo-Payouts-dlq")
                    .containsPattern("(?m)^lost +0$")
                    .containsPattern("(?m)^doubled +0$")
                    .containsPattern("(?m)^oversold +0$")
                    .containsPattern("(?m)^illegal pairs +0$");
            assertThat(number(run.out(), "killed ([\\d,]+)")).isPositive();
            assertThat(number(run.out(), "twice ([\\d,]+)")).isPositive();
        }
    }

    @Test
    void an_option_out_of_bounds_is_named_before_anything_starts() throws IOException {
        try (var run = CommandLineRun.start(folder, "bench", "chaos", "--poison", "101")) {
            assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).isEqualTo("faas: --poison 101: expected 0 to 100\n");
            assertThat(run.out()).isEmpty();
        }
    }

    private static long number(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> Long.parseLong(match.group(1).replace(",", "")))
                .findFirst()
                .orElse(0L);
    }
}
