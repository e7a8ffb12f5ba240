package faas.localcloud.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import faas.localcloud.schedule.Rule.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScheduledRulesTest {
    private static final String ARN = "arn:aws:events:us-east-1:000000000000:rule/r";
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f:live";

    private record Invoked(String source, String function, String event) {}

    private final List<Invoked> invoked = new ArrayList<>();
    private final ManualTimer timer = new ManualTimer(Instant.parse("2026-01-01T10:20:30Z"));
    private final ScheduledRules rules =
            new ScheduledRules((source, function, event) -> invoked.add(new Invoked(source, function, event)), timer);

    @Test
    void a_rule_fires_at_each_of_its_times() {
        rules.add(rule("cron(0 11 * * ? *)", true, Optional.empty()));

        timer.advance(Duration.ofMinutes(39));
        assertThat(invoked).isEmpty();
        timer.advance(Duration.ofDays(2));

        assertThat(invoked).hasSize(2);
        assertThat(invoked)
                .extracting(tick -> Json.parse(tick.event()).path("time").asText())
                .containsExactly("2026-01-01T11:00:00Z", "2026-01-02T11:00:00Z");
    }

    @Test
    void a_rule_that_is_put_again_fires_by_its_new_schedule_only() {
        rules.add(rule("rate(1 minute)", true, Optional.empty()));

        rules.add(rule("rate(10 minutes)", true, Optional.empty()));
        timer.advance(Duration.ofMinutes(10));

        assertThat(invoked).hasSize(1);
    }

    @Test
    void a_target_gets_the_event_that_eventbridge_documents() {
        rules.add(rule("rate(1 minute)", true, Optional.empty()));

        timer.advance(Duration.ofMinutes(2));

        assertThat(invoked)
                .extracting(Invoked::source, Invoked::function)
                .containsOnly(org.assertj.core.api.Assertions.tuple(ARN, FUNCTION));
        JsonNode event = Json.parse(invoked.getFirst().event());
        assertThat(event.path("id").asText())
                .isNotBlank()
                .isNotEqualTo(Json.parse(invoked.getLast().event()).path("id").asText());
        ((ObjectNode) event).remove("id");
        assertThat(event).isEqualTo(Json.parse("""
                {"version": "0", "detail-type": "Scheduled Event", "source": "aws.events", "account": "000000000000",
                 "time": "2026-01-01T10:21:30Z", "region": "us-east-1",
                 "resources": ["arn:aws:events:us-east-1:000000000000:rule/r"], "detail": {}}"""));
    }

    @Test
    void a_constant_input_takes_the_events_place() {
        rules.add(rule("rate(1 minute)", true, Optional.of("{\"drain\":true}")));

        timer.advance(Duration.ofMinutes(1));

        assertThat(invoked).extracting(Invoked::event).containsExactly("{\"drain\":true}");
    }

    @Test
    void a_disabled_rule_never_fires_until_it_is_enabled() {
        rules.add(rule("rate(1 minute)", false, Optional.empty()));

        timer.advance(Duration.ofDays(1));
        assertThat(invoked).isEmpty();

        assertThat(rules.enable("r", true)).isTrue();
        timer.advance(Duration.ofMinutes(1));
        assertThat(invoked).hasSize(1);

        assertThat(rules.enable("r", false)).isTrue();
        timer.advance(Duration.ofHours(1));
        assertThat(invoked).hasSize(1);
        assertThat(rules.enable("other", true)).isFalse();
    }

    @Test
    void times_that_passed_while_the_machine_slept_are_not_made_up_for() {
        rules.add(rule("rate(1 minute)", true, Optional.empty()));

        timer.sleep(Duration.ofHours(1));
        assertThat(invoked).hasSize(1);

        timer.advance(Duration.ofMinutes(2));
        assertThat(invoked).hasSize(3);
    }

    @Test
    void the_systems_timer_calls_back_when_the_time_has_come_and_not_before() {
        try (SystemTimer system = new SystemTimer()) {
            CompletableFuture<Instant> called = new CompletableFuture<>();
            Instant time = system.instant().plusMillis(30);

            system.at(time, () -> called.complete(system.instant()));

            await().until(called::isDone);
            assertThat(called.join()).isAfterOrEqualTo(time);
        }
    }

    private static Rule rule(String expression, boolean enabled, Optional<String> input) {
        return new Rule(
                "s: Rule (AWS::Events::Rule)",
                "r",
                ARN,
                Optional.empty(),
                expression,
                enabled,
                List.of(new Target("Target0", FUNCTION, input)));
    }
}
