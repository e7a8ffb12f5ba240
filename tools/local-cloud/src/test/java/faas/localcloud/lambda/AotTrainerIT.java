package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.localcloud.lambda.AotTrainer.Training;
import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.probe.Probes;
import faas.localcloud.probe.SqsProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "what a process has mapped is read from /proc")
class AotTrainerIT {
    @TempDir
    Path directory;

    private Path functionPackage = Path.of("");

    @BeforeEach
    void pack() {
        functionPackage =
                ProbePackage.create(directory.resolve("package"), SQSEvent.class, org.joda.time.DateTime.class);
    }

    @Test
    void a_trained_function_starts_from_its_cache() throws Exception {
        Notes notes = new Notes(directory.resolve("notes"));
        FunctionSpec function = Probes.withEnvironment(
                Probes.function("Probe", functionPackage, SqsProbe.class),
                Map.of(notes.variable(), notes.file().toString()));

        Training training = trainer().train(function, Trigger.SQS);

        assertThat(training).isInstanceOf(Training.Trained.class);
        assertThat(notes.lines()).containsExactly("{}#1");
        assertThat(trainer().train(function, Trigger.SQS)).isInstanceOf(Training.UpToDate.class);
        try (LambdaService lambda = withCaches(function)) {
            assertThat(startsFrom(lambda, function, ((Training.Trained) training).cache()))
                    .isTrue();
        }
    }

    @Test
    void a_cache_that_is_made_while_the_engine_runs_is_used_by_the_next_environment() throws Exception {
        FunctionSpec function = Probes.function("Probe", functionPackage, EchoProbe.class);
        try (LambdaService lambda = withCaches(function)) {
            var _ = lambda.invoke(function.functionName(), "{}", InvocationSource.direct());
            Path cache = ((Training.Trained) trainer().train(function, Trigger.INVOKE)).cache();
            assertThat(startsFrom(lambda, function, cache)).isFalse();

            lambda.faults().killEnvironmentsOf(function.functionName());
            await().until(() -> lambda.environments().isEmpty());

            assertThat(startsFrom(lambda, function, cache)).isTrue();
        }
    }

    @Test
    void a_changed_package_needs_another_cache_and_the_old_one_goes() throws Exception {
        FunctionSpec function = Probes.function("Probe", functionPackage, EchoProbe.class);
        Path first = ((Training.Trained) trainer().train(function, Trigger.INVOKE)).cache();
        Files.setLastModifiedTime(
                functionPackage.resolve("lib/probe.jar"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        Training again = trainer().train(function, Trigger.INVOKE);

        assertThat(again).isInstanceOf(Training.Trained.class);
        assertThat(first).doesNotExist();
    }

    @Test
    void a_function_that_cannot_start_is_reported_with_its_log() {
        FunctionSpec broken = Probes.withEnvironment(
                Probes.function("Probe", functionPackage, EchoProbe.class),
                Map.of("JAVA_TOOL_OPTIONS", "-XX:+NoSuchOption"));

        Training training = trainer().train(broken, Trigger.INVOKE);

        assertThat(training)
                .isInstanceOfSatisfying(
                        Training.Failed.class,
                        failed -> assertThat(failed.log()).content().contains("NoSuchOption"));
    }

    private AotTrainer trainer() {
        return new AotTrainer(directory.resolve("aot"), directory.resolve("work"));
    }

    private LambdaService withCaches(FunctionSpec function) {
        LambdaService lambda = Probes.lambda(
                LambdaOptions.in(directory.resolve("work")).withAotCacheDirectory(directory.resolve("aot")));
        lambda.create(function);
        return lambda;
    }

    /** A cache that the JVM takes is mapped into its memory; one that does not fit is not. */
    private static boolean startsFrom(LambdaService lambda, FunctionSpec function, Path cache) throws Exception {
        assertThat(lambda.invoke(function.functionName(), "{\"Records\":[]}", InvocationSource.sqs(0)))
                .isInstanceOf(InvocationResult.Success.class);
        for (LambdaService.LiveEnvironment environment : lambda.environments()) {
            Path maps = Path.of("/proc", Long.toString(environment.processId()), "maps");
            if (Files.readString(maps).contains(cache.getFileName().toString())) {
                return true;
            }
        }
        return false;
    }
}
