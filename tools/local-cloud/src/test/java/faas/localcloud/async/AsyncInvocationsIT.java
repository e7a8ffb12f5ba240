package faas.localcloud.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.AsyncFigures;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.probe.AsyncProbe;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.probe.Probes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncInvocationsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:failures";
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    @TempDir
    static Path directory;

    private static Path functionPackage = Path.of("");

    private final Notes notes = new Notes(directory.resolve("notes-" + UUID.randomUUID()));
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger unreachable = new AtomicInteger();
    private final LambdaService lambda = Probes.lambda(LambdaOptions.in(directory));
    private final AsyncInvocations async =
            new AsyncInvocations(lambda, this::send, Duration.ofMillis(50), InstantSource.system());

    @BeforeAll
    static void pack() {
        functionPackage = ProbePackage.create(directory.resolve("package"));
    }

    @AfterEach
    void close() {
        async.close();
        lambda.close();
    }

    private boolean send(String queueArn, String invocationRecord) throws IOException {
        if (unreachable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("out of reach");
        }
        assertThat(queueArn).isEqualTo(QUEUE);
        return sent.add(invocationRecord);
    }

    @Test
    void events_are_accepted_at_once_and_each_is_handled_once() {
        lambda.create(probe());

        List<String> ids =
                IntStream.range(0, 20).mapToObj(i -> invoke("\"e" + i + "\"")).toList();

        assertThat(figures().queued()).isEqualTo(20);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(figures().pending()).isZero());
        assertThat(notes.lines().stream().map(line -> line.split(" ", 2)[0])).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(lambda.environments("test-Probe")).isLessThanOrEqualTo(5);
        assertThat(sent).isEmpty();
    }

    @Test
    void an_event_that_fails_is_retried_with_its_request_id_until_it_succeeds() {
        lambda.create(probe());
        configure("live", new EventInvokeConfig(2, Duration.ofHours(6), Optional.of(QUEUE), Optional.empty()));

        String id = invoke("\"fail 2\"");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(figures()).isEqualTo(new AsyncFigures(1, 0, 2, 0, 0)));
        assertThat(notes.lines()).hasSize(3).allMatch(line -> line.equals(id + " \"fail 2\""));
        assertThat(sent).isEmpty();
    }

    @Test
    void an_event_that_fails_for_good_ends_in_its_destination() {
        lambda.create(probe());
        configure("live", new EventInvokeConfig(1, Duration.ofHours(6), Optional.of(QUEUE), Optional.empty()));
        unreachable.set(2);

        String id = invoke("\"fail 9\"");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(figures()).isEqualTo(new AsyncFigures(1, 0, 1, 0, 1)));
        assertThat(notes.lines()).hasSize(2);
        JsonNode record = Json.parse(sent.getFirst());
        assertThat(record.at("/requestContext/requestId").asText()).isEqualTo(id);
        assertThat(record.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
        assertThat(record.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
        assertThat(record.at("/requestPayload").asText()).isEqualTo("fail 9");
        assertThat(record.at("/responsePayload/errorMessage").asText()).isEqualTo("asked to fail");
    }

    @Test
    void without_a_destination_an_event_given_up_is_dropped_and_counted() {
        lambda.create(probe());
        configure("live", new EventInvokeConfig(0, Duration.ofHours(6), Optional.empty(), Optional.empty()));

        invoke("\"fail 9\"");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(figures()).isEqualTo(new AsyncFigures(1, 0, 0, 1, 0)));
        assertThat(notes.lines()).hasSize(1);
    }

    @Test
    void the_invoked_qualifier_decides_which_settings_hold() {
        lambda.create(probe());
        configure("live", new EventInvokeConfig(0, Duration.ofHours(6), Optional.empty(), Optional.empty()));
        configure("1", new EventInvokeConfig(1, Duration.ofHours(6), Optional.empty(), Optional.of(QUEUE)));

        assertThat(async.invoke("test-Probe:1", "\"fail 1\"", InvocationSource.async()))
                .isInstanceOf(Acceptance.Accepted.class);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(figures()).isEqualTo(new AsyncFigures(1, 0, 1, 0, 0)));
        JsonNode record = Json.parse(sent.getFirst());
        assertThat(record.at("/requestContext/condition").asText()).isEqualTo("Success");
        assertThat(record.at("/requestContext/functionArn").asText()).endsWith(":function:test-Probe:1");
        assertThat(record.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
    }

    @Test
    void an_event_too_old_for_its_next_attempt_is_given_up() {
        lambda.create(probe());
        configure("live", new EventInvokeConfig(2, Duration.ofMillis(1), Optional.of(QUEUE), Optional.empty()));

        invoke("\"fail 9\"");

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(figures().toDestination()).isEqualTo(1));
        assertThat(Json.parse(sent.getFirst()).at("/requestContext/condition").asText())
                .isEqualTo("EventAgeExceeded");
        assertThat(figures().retries()).isZero();
    }

    @Test
    void a_throttled_event_comes_again_and_its_throttles_are_no_attempts() {
        lambda.create(Probes.withReservedConcurrency(probe(), 1));
        configure("live", new EventInvokeConfig(0, Duration.ofHours(6), Optional.of(QUEUE), Optional.empty()));
        CompletableFuture<InvocationResult> hanging = CompletableFuture.supplyAsync(
                () -> lambda.invoke("test-Probe:live", "\"hang\"", InvocationSource.direct()), VIRTUAL);
        await().atMost(LIMIT).until(() -> notes.lines().size() == 1);

        invoke("\"late\"");
        await().atMost(LIMIT).until(() -> throttles() > 0);
        lambda.faults().killEnvironmentsOf("Probe");

        assertThat(hanging.join()).isInstanceOf(InvocationResult.FunctionError.class);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(figures()).isEqualTo(new AsyncFigures(1, 0, 0, 0, 0)));
        assertThat(notes.lines().getLast()).endsWith("\"late\"");
        assertThat(sent).isEmpty();
    }

    @Test
    void a_function_that_may_not_run_gives_its_events_up_without_an_attempt() {
        lambda.create(Probes.withReservedConcurrency(probe(), 0));
        configure("live", new EventInvokeConfig(2, Duration.ofHours(6), Optional.of(QUEUE), Optional.empty()));

        invoke("{}");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(sent).hasSize(1));
        assertThat(Json.parse(sent.getFirst()).at("/requestContext/condition").asText())
                .isEqualTo("ZeroReservedConcurrency");
        assertThat(notes.lines()).isEmpty();
    }

    @Test
    void events_go_by_the_concurrency_that_a_replaced_function_reserves() {
        lambda.create(Probes.withReservedConcurrency(probe(), 0));
        configure("live", new EventInvokeConfig(2, Duration.ofHours(6), Optional.of(QUEUE), Optional.empty()));
        invoke("\"given up\"");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(sent).hasSize(1));

        lambda.update(List.of(Probes.withReservedConcurrency(probe(), 2)));
        IntStream.range(0, 3).forEach(_ -> invoke("\"hang\""));

        await().atMost(LIMIT)
                .until(() -> lambda.environments().stream()
                                .filter(LambdaService.LiveEnvironment::busy)
                                .count()
                        == 2);
        assertThat(sent).hasSize(1);
        assertThat(throttles()).isZero();
    }

    @Test
    void a_backlog_of_one_function_holds_up_no_other() {
        lambda.create(probe());
        FunctionSpec other = Probes.function("Other", functionPackage, AsyncProbe.class);
        lambda.create(Probes.withEnvironment(
                other, Map.of(notes.variable(), notes.file().toString())));
        IntStream.range(0, 8).forEach(_ -> invoke("\"hang\""));
        await().atMost(LIMIT).until(() -> notes.lines().size() == 5);

        assertThat(async.invoke("test-Other", "\"quick\"", InvocationSource.async()))
                .isInstanceOf(Acceptance.Accepted.class);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(notes.lines()).hasSize(6));
        assertThat(notes.lines().getLast()).endsWith("\"quick\"");
        assertThat(throttles()).isZero();
    }

    @Test
    void what_cannot_be_accepted_is_told_at_once() {
        lambda.create(probe());

        assertThat(async.invoke("none", "{}", InvocationSource.async())).isInstanceOf(Acceptance.NotFound.class);
        assertThat(async.invoke("test-Probe", "no json", InvocationSource.async()))
                .isInstanceOf(Acceptance.NotJson.class);
        assertThat(async.invoke("test-Probe", "\"" + "x".repeat(1024 * 1024) + "\"", InvocationSource.async()))
                .isInstanceOfSatisfying(
                        Acceptance.TooLarge.class,
                        refused -> assertThat(refused.message()).contains("1048578 byte", "limit 1048576"));
        assertThat(figures().queued()).isZero();
    }

    private String invoke(String payload) {
        Acceptance acceptance = async.invoke("test-Probe:live", payload, InvocationSource.async());
        assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);
        return ((Acceptance.Accepted) acceptance).requestId();
    }

    private void configure(String qualifier, EventInvokeConfig config) {
        async.configure("test-Probe", qualifier, config);
    }

    private FunctionSpec probe() {
        return Probes.withEnvironment(
                Probes.function("Probe", functionPackage, AsyncProbe.class),
                Map.of(notes.variable(), notes.file().toString()));
    }

    private AsyncFigures figures() {
        return lambda.log().figures().stream()
                .filter(figures -> figures.name().equals("Probe"))
                .findFirst()
                .orElseThrow()
                .async();
    }

    private long throttles() {
        return lambda.log().figures().stream()
                .mapToLong(figures -> figures.throttles())
                .sum();
    }
}
