package faas.localcloud.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.localcloud.async.AsyncInvocations;
import faas.localcloud.async.EventInvokeConfig;
import faas.localcloud.async.ServiceInvoker;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.policy.PolicyDocument;
import faas.localcloud.probe.AsyncProbe;
import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.probe.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledRulesIT {
    private static final String ARN = "arn:aws:events:us-east-1:000000000000:rule/";
    private static final PolicyDocument ADMITS_ONE = PolicyDocument.parse(Json.parse("""
            {"Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"},
              "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:test-Probe:live",
              "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:events:us-east-1:000000000000:rule/admitted"}}}]}"""));

    @TempDir
    static Path directory;

    private static Path functionPackage = Path.of("");

    @BeforeAll
    static void pack() {
        functionPackage = ProbePackage.create(directory.resolve("package"));
    }

    @Test
    void a_tick_runs_the_function_that_admits_the_rule_and_is_retried_as_every_event() {
        Notes notes = new Notes(directory.resolve("notes"));
        ManualTimer timer = new ManualTimer(Instant.parse("2026-01-01T00:00:00Z"));
        try (LambdaService lambda = Probes.lambda(LambdaOptions.in(directory));
                AsyncInvocations async =
                        new AsyncInvocations(lambda, (_, _) -> false, Duration.ofMillis(10), InstantSource.system());
                ScheduledRules rules = new ScheduledRules(
                        new ServiceInvoker(async, ADMITS_ONE, "events.amazonaws.com", InvocationSource::schedule),
                        timer)) {
            lambda.create(Probes.withEnvironment(
                    Probes.function("Probe", functionPackage, AsyncProbe.class),
                    Map.of(notes.variable(), notes.file().toString())));
            rules.add(rule("admitted", Optional.of("\"fail 1\"")));
            rules.add(rule("stranger", Optional.empty()));

            timer.advance(Duration.ofMinutes(1));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    lambda.log().figures().getFirst().async().pending())
                            .isZero());
            assertThat(notes.lines()).hasSize(2).allMatch(line -> line.endsWith("\"fail 1\""));
            assertThat(lambda.log().figures().getFirst().async().queued()).isEqualTo(1);
        }
    }

    @Test
    void each_tick_begins_a_trace_of_its_own() {
        List<String> results = new CopyOnWriteArrayList<>();
        ManualTimer timer = new ManualTimer(Instant.parse("2026-01-01T00:00:00Z"));
        try (LambdaService lambda = Probes.lambda(LambdaOptions.in(directory));
                AsyncInvocations async = new AsyncInvocations(
                        lambda, (_, result) -> results.add(result), Duration.ofMillis(10), InstantSource.system());
                ScheduledRules rules = new ScheduledRules(
                        new ServiceInvoker(async, ADMITS_ONE, "events.amazonaws.com", InvocationSource::schedule),
                        timer)) {
            lambda.create(Probes.function("Probe", functionPackage, EchoProbe.class));
            async.configure(
                    "test-Probe",
                    "live",
                    new EventInvokeConfig(0, Duration.ofHours(6), Optional.empty(), Optional.of("arn:aws:sqs:::done")));
            rules.add(rule("admitted", Optional.of("\"context\"")));

            timer.advance(Duration.ofMinutes(2));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(results).hasSize(2));
            assertThat(results.stream()
                            .map(result -> Json.parse(result)
                                    .at("/responsePayload/trace")
                                    .asText())
                            .map(trace -> trace.substring(0, trace.indexOf(';'))))
                    .doesNotHaveDuplicates()
                    .allMatch(root -> root.startsWith("Root="));
        }
    }

    private static Rule rule(String name, Optional<String> input) {
        return new Rule(
                "s: Rule (AWS::Events::Rule)",
                name,
                ARN + name,
                Optional.empty(),
                "rate(1 minute)",
                true,
                List.of(new Rule.Target(
                        "Target0", "arn:aws:lambda:us-east-1:000000000000:function:test-Probe:live", input)));
    }
}
