package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import faas.localcloud.lambda.InvocationResult.FailureKind;
import faas.localcloud.lambda.InvocationResult.FunctionError;
import faas.localcloud.lambda.InvocationResult.Success;
import faas.localcloud.lambda.InvocationResult.Throttled;
import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.PrimedProbe;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.probe.Probes;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LambdaServiceIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    @TempDir
    static Path directory;

    private static Path functionPackage = Path.of("");

    LambdaService lambda = lambda(LambdaOptions.in(directory));

    @BeforeAll
    static void pack() {
        functionPackage = ProbePackage.create(directory.resolve("package"), Core.class);
    }

    @AfterEach
    void stop() {
        lambda.close();
    }

    @Test
    void an_environment_is_cold_once_and_then_reused() throws Exception {
        lambda.create(probe());

        JsonNode first = invoked("\"process\"");
        JsonNode second = invoked("\"process\"");

        assertThat(second.get("pid")).isEqualTo(first.get("pid"));
        assertThat(second.get("invocation").asInt()).isEqualTo(2);
        FunctionFigures figures = figures();
        assertThat(figures.invocations()).isEqualTo(2);
        assertThat(figures.coldStarts()).isEqualTo(1);
        assertThat(figures.initMillis().getTotalCount()).isEqualTo(1);
        assertThat(figures.initMillis().getMinValue()).isGreaterThan(20);
    }

    @Test
    void an_environment_is_gone_after_its_idle_time_and_the_next_start_is_cold() throws Exception {
        lambda.close();
        lambda = lambda(LambdaOptions.in(directory).withIdleExpiry(Duration.ofMillis(200)));
        lambda.create(probe());
        long pid = invoked("\"process\"").get("pid").asLong();

        await().atMost(Duration.ofSeconds(10)).until(() -> lambda.environments("test-Probe") == 0);

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(invoked("\"process\"").get("pid").asLong()).isNotEqualTo(pid);
        assertThat(figures().coldStarts()).isEqualTo(2);
    }

    @Test
    void a_limit_of_one_invocation_gives_each_a_process_of_its_own() throws Exception {
        lambda.close();
        lambda = lambda(LambdaOptions.in(directory).withMaxInvocationsPerEnvironment(1));
        lambda.create(probe());

        assertThat(invoked("\"process\"").get("pid"))
                .isNotEqualTo(invoked("\"process\"").get("pid"));
        assertThat(figures().coldStarts()).isEqualTo(2);
    }

    @Test
    void a_primed_environment_has_run_its_hooks_before_its_first_invocation_and_no_other_has() throws Exception {
        lambda.create(Probes.function("Probe", functionPackage, PrimedProbe.class));
        JsonNode onDemand = invoked("{}");
        lambda.close();
        lambda = lambda(LambdaOptions.in(directory).withPrimed(true));
        lambda.create(Probes.function("Probe", functionPackage, PrimedProbe.class));

        JsonNode primed = invoked("{}");
        JsonNode second = invoked("{}");

        assertThat(onDemand.get("course").asText()).isEqualTo("invoked");
        assertThat(onDemand.get("type").asText()).isEqualTo("on-demand");
        assertThat(primed.get("course").asText()).isEqualTo("beforeCheckpoint afterRestore invoked");
        assertThat(primed.get("type").asText()).isEqualTo("snap-start");
        assertThat(second.get("course").asText()).isEqualTo("beforeCheckpoint afterRestore invoked invoked");
        assertThat(figures().firstInvocationMillis().getTotalCount()).isEqualTo(1);
        assertThat(figures().durationMillis().getTotalCount()).isEqualTo(2);
    }

    @Test
    void a_handler_that_runs_past_its_time_is_killed_at_the_time_out() throws Exception {
        lambda.create(Probes.withTimeout(probe(), Duration.ofSeconds(1)));
        long pid = invoked("\"process\"").get("pid").asLong();

        long begin = System.nanoTime();
        InvocationResult result = lambda.invoke("test-Probe:live", "\"hang\"", InvocationSource.direct());

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(990), Duration.ofSeconds(3));
        FunctionError error = (FunctionError) result;
        assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(error.payload()).contains("\"errorType\":\"Sandbox.Timedout\"", "Task timed out after 1.00 seconds");
        assertThat(error.logTail()).contains("START RequestId: ", "Task timed out", "Status: timeout");
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(invoked("\"process\"").get("invocation").asInt()).isEqualTo(1);
        assertThat(figures().timeouts()).isEqualTo(1);
        assertThat(figures().coldStarts()).isEqualTo(2);
    }

    @Test
    void an_exception_becomes_the_error_document_and_the_environment_lives_on() throws Exception {
        lambda.create(probe());

        FunctionError error = (FunctionError) lambda.invoke("test-Probe:live", "\"throw\"", InvocationSource.direct());

        JsonNode document = JSON.readTree(error.payload());
        assertThat(error.kind()).isEqualTo(FailureKind.HANDLER);
        assertThat(document.get("errorMessage").asText()).isEqualTo("asked to throw");
        assertThat(document.get("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(document.get("stackTrace").isArray()).isTrue();
        assertThat(invoked("\"process\"").get("invocation").asInt()).isEqualTo(2);
    }

    @Test
    void a_process_that_exits_fails_its_invocation_and_the_next_is_cold() throws Exception {
        lambda.create(probe());

        FunctionError error = (FunctionError) lambda.invoke("test-Probe:live", "\"exit\"", InvocationSource.direct());

        assertThat(error.kind()).isEqualTo(FailureKind.EXIT);
        assertThat(error.payload()).contains("Runtime.ExitError", "exit status 3");
        assertThat(invoked("\"process\"").get("invocation").asInt()).isEqualTo(1);
    }

    @Test
    void an_environment_whose_log_cannot_be_written_is_not_left_behind() throws Exception {
        lambda.create(probe());
        long pid = invoked("\"process\"").get("pid").asLong();
        try (Stream<Path> logs = Files.list(directory.resolve("logs/test-Probe"))) {
            for (Path log : logs.toList()) {
                Files.delete(log);
            }
        }

        assertThatThrownBy(() -> lambda.invoke("test-Probe:live", "\"process\"", InvocationSource.direct()))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(invoked("\"process\"").get("invocation").asInt()).isEqualTo(1);
        assertThat(lambda.environments("test-Probe")).isEqualTo(1);
    }

    @Test
    void a_handler_class_that_is_absent_is_an_init_error() throws Exception {
        FunctionSpec f = probe();
        lambda.create(new FunctionSpec(
                f.where(),
                f.name(),
                f.functionName(),
                f.alias(),
                f.version(),
                f.arn(),
                f.roleArn(),
                f.packageDirectory(),
                "no.such.Handler",
                f.memoryMiB(),
                f.timeout(),
                f.environment(),
                f.reservedConcurrency()));

        FunctionError error = (FunctionError) lambda.invoke("test-Probe:live", "{}", InvocationSource.direct());

        assertThat(JSON.readTree(error.payload()).get("errorMessage").asText()).contains("no.such.Handler");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "macOS adds variables of its own")
    void only_what_lambda_documents_is_in_the_environment() throws Exception {
        lambda.create(Probes.withEnvironment(probe(), Map.of("TABLE", "orders")));

        JsonNode environment = invoked("\"environment\"");

        assertThat(environment.get("TABLE").asText()).isEqualTo("orders");
        assertThat(environment.get("AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("test-Probe");
        assertThat(environment.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE").asText()).isEqualTo("128");
        assertThat(environment.get("AWS_LAMBDA_LOG_GROUP_NAME").asText()).isEqualTo("/aws/lambda/test-Probe");
        assertThat(environment.get("AWS_ACCESS_KEY_ID").asText()).startsWith("ASIAPROBE");
        assertThat(environment.get("TZ").asText()).isEqualTo(":UTC");
        assertThat(environment.has("HOME")).isFalse();
        assertThat(environment.has("JAVA_HOME")).isFalse();
        assertThat(environment.get("LD_LIBRARY_PATH").asText())
                .startsWith(environment.get("LAMBDA_TASK_ROOT").asText());
        assertThat(environment.size()).isEqualTo(20);
    }

    @Test
    void the_context_tells_arn_memory_remaining_time_and_trace() throws Exception {
        lambda.create(probe());

        JsonNode context = invoked("\"context\"");

        assertThat(context.get("arn").asText())
                .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:test-Probe:live");
        assertThat(context.get("memory").asInt()).isEqualTo(128);
        assertThat(context.get("maxHeapMiB").asInt()).isBetween(100, 109);
        assertThat(context.get("remaining").asInt()).isBetween(15_000, 20_000);
        assertThat(context.get("trace").asText())
                .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
    }

    /** https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html#versioning-versions-using */
    @Test
    void without_an_alias_or_version_the_function_is_latest() throws Exception {
        lambda.create(probe());

        Success latest = (Success) lambda.invoke("test-Probe", "\"context\"", InvocationSource.direct());
        Success named = (Success) lambda.invoke("test-Probe:$LATEST", "\"context\"", InvocationSource.direct());
        Success alias = (Success) lambda.invoke("test-Probe:live", "\"context\"", InvocationSource.direct());
        Success version = (Success) lambda.invoke("test-Probe:1", "\"context\"", InvocationSource.direct());

        assertThat(latest.executedVersion()).isEqualTo("$LATEST");
        assertThat(latest.logTail()).contains(" Version: $LATEST\n");
        assertThat(JSON.readTree(latest.payload()).get("version").asText()).isEqualTo("$LATEST");
        assertThat(JSON.readTree(latest.payload()).get("log").asText()).contains("/[$LATEST]");
        assertThat(JSON.readTree(latest.payload()).get("arn").asText()).endsWith(":test-Probe");
        assertThat(JSON.readTree(named.payload()).get("version").asText()).isEqualTo("$LATEST");
        assertThat(alias.executedVersion()).isEqualTo("1");
        assertThat(JSON.readTree(alias.payload()).get("version").asText()).isEqualTo("1");
        assertThat(JSON.readTree(version.payload()).get("log").asText())
                .isEqualTo(JSON.readTree(alias.payload()).get("log").asText());
        assertThat(lambda.environments("test-Probe")).isEqualTo(2);
    }

    @Test
    void an_unknown_alias_or_version_and_an_arn_from_elsewhere_are_not_served() {
        lambda.create(probe());

        assertThat(List.of(
                        "test-Probe:other",
                        "test-Probe:2",
                        "test-Probe:live:1",
                        "111111111111:function:test-Probe",
                        "arn:aws:lambda:eu-west-1:000000000000:function:test-Probe:live"))
                .allSatisfy(name -> {
                    assertThat(lambda.invoke(name, "{}", InvocationSource.direct()))
                            .isInstanceOf(InvocationResult.NotFound.class);
                    assertThat(lambda.find(name)).isEmpty();
                });
        assertThat(lambda.environments("test-Probe")).isZero();
    }

    @Test
    void a_replaced_function_is_replaced_under_every_name() throws Exception {
        lambda.create(probe());
        lambda.invoke("test-Probe", "{}", InvocationSource.direct());

        lambda.update(List.of(Probes.withEnvironment(probe(), Map.of("TABLE", "other"))));

        Success latest = (Success) lambda.invoke("test-Probe", "\"environment\"", InvocationSource.direct());
        assertThat(JSON.readTree(latest.payload()).get("TABLE").asText()).isEqualTo("other");
        assertThat(invoked("\"environment\"").get("TABLE").asText()).isEqualTo("other");
    }

    @Test
    void a_function_that_gets_its_first_version_by_an_update_runs_as_that_version() throws Exception {
        FunctionSpec published = probe();
        lambda.create(published.made(FunctionSpec.LATEST, FunctionSpec.LATEST, published.environment()));

        lambda.update(List.of(published));

        Success version = (Success) lambda.invoke("test-Probe:1", "\"context\"", InvocationSource.direct());
        assertThat(version.executedVersion()).isEqualTo("1");
        assertThat(JSON.readTree(version.payload()).get("version").asText()).isEqualTo("1");
    }

    @Test
    void the_client_context_reaches_the_function() throws Exception {
        lambda.create(probe());
        InvocationSource source = InvocationSource.direct(Optional.of("{\"custom\":{\"shop\":\"\\u00fc\"}}"));

        Success told = (Success) lambda.invoke("test-Probe:live", "\"context\"", source);

        assertThat(JSON.readTree(told.payload()).get("client").asText()).isEqualTo("{shop=ü}");
        assertThat(invoked("\"context\"").get("client").asText()).isEqualTo("none");
    }

    @Test
    void a_function_that_exits_without_an_error_gave_no_reason() {
        lambda.create(probe());

        FunctionError error = (FunctionError) lambda.invoke("test-Probe:live", "\"exit 0\"", InvocationSource.direct());

        assertThat(error.payload()).contains("Runtime.ExitError", "Error: Runtime exited without providing a reason");
        assertThat(error.logTail()).contains("Error: Runtime exited without providing a reason\nRuntime.ExitError\n");
    }

    @Test
    void beyond_the_concurrency_limit_invocations_are_throttled() {
        lambda.close();
        lambda = lambda(LambdaOptions.in(directory).withAccountConcurrency(2));
        lambda.create(Probes.withTimeout(Probes.withReservedConcurrency(probe(), 1), Duration.ofSeconds(3)));
        CompletableFuture<InvocationResult> running = CompletableFuture.supplyAsync(
                () -> lambda.invoke("test-Probe:live", "\"hang\"", InvocationSource.direct()), VIRTUAL);
        await().until(() -> lambda.environments("test-Probe") == 1);

        InvocationResult result = lambda.invoke("test-Probe:live", "{}", InvocationSource.direct());

        assertThat(result).isInstanceOf(Throttled.class);
        assertThat(((Throttled) result).reason()).isEqualTo("ReservedFunctionConcurrentInvocationLimitExceeded");
        assertThat(figures().throttles()).isEqualTo(1);
        assertThat(running.join()).isInstanceOf(FunctionError.class);
    }

    @Test
    void a_response_or_request_over_six_megabytes_is_refused() {
        lambda.create(probe());

        FunctionError error = (FunctionError) lambda.invoke("test-Probe:live", "\"large\"", InvocationSource.direct());
        InvocationResult refused =
                lambda.invoke("test-Probe:live", "\"" + "x".repeat(6 * 1024 * 1024) + "\"", InvocationSource.direct());

        assertThat(error.kind()).isEqualTo(FailureKind.RESPONSE_TOO_LARGE);
        assertThat(error.payload()).contains("Function.ResponseSizeTooLarge");
        assertThat(refused).isInstanceOf(InvocationResult.TooLarge.class);
        assertThat(lambda.invoke("test-Probe:live", "{}", InvocationSource.direct()))
                .isInstanceOf(Success.class);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "memory is read from /proc")
    void start_end_and_report_lines_stand_around_what_the_function_wrote() {
        lambda.create(probe());

        Success success = (Success) lambda.invoke("test-Probe:live", "{}", InvocationSource.direct());

        assertThat(success.logTail())
                .matches("(?s)START RequestId: (\\S+) Version: 1\nprobe got 2 characters\nEND RequestId: \\1\n"
                        + "REPORT RequestId: \\1\tDuration: \\S+ ms\tBilled Duration: \\d+ ms\tMemory Size: 128 MB"
                        + "\tMax Memory Used: [1-9]\\d* MB\tInit Duration: \\S+ ms\n");
    }

    @Test
    void a_lost_response_looks_like_a_failure_although_the_handler_succeeded() throws Exception {
        lambda.create(probe());
        lambda.faults().loseResponses("Probe", 1);

        FunctionError lost = (FunctionError) lambda.invoke("test-Probe:live", "{}", InvocationSource.direct());

        assertThat(lost.kind()).isEqualTo(FailureKind.RESPONSE_LOST);
        assertThat(invoked("\"process\"").get("invocation").asInt()).isEqualTo(2);
    }

    @Test
    void a_killed_environment_fails_the_invocation_under_way() {
        lambda.create(probe());
        CompletableFuture<InvocationResult> running = CompletableFuture.supplyAsync(
                () -> lambda.invoke("test-Probe:live", "\"hang\"", InvocationSource.direct()), VIRTUAL);
        await().until(() -> figuresOfStarted() == 1);

        assertThat(lambda.faults().killEnvironmentsOf("Probe")).isEqualTo(1);

        assertThat(running.join())
                .isInstanceOfSatisfying(
                        FunctionError.class,
                        error -> assertThat(error.payload()).contains("signal: killed"));
    }

    private long figuresOfStarted() {
        return figures().coldStarts();
    }

    final FunctionSpec probe() {
        return Probes.function("Probe", functionPackage, EchoProbe.class);
    }

    private static LambdaService lambda(LambdaOptions options) {
        return Probes.lambda(options);
    }

    final JsonNode invoked(String payload) throws Exception {
        InvocationResult result = lambda.invoke("test-Probe:live", payload, InvocationSource.direct());
        assertThat(result).isInstanceOf(Success.class);
        return JSON.readTree(((Success) result).payload());
    }

    private FunctionFigures figures() {
        return lambda.log().figures().getFirst();
    }
}
