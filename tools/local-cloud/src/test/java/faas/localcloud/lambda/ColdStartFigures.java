package faas.localcloud.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Notes;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.probe.Probes;
import faas.localcloud.probe.SqsProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cold starts with and without an AOT cache, in figures, medians of several; no test, so it runs only when asked for by
 * name: {@code mvn -pl tools/local-cloud -am verify -Dit.test=ColdStartFigures -Dtest=none
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}. With {@code -Dfigures.package=DIR
 * -Dfigures.handler=CLASS -Dfigures.trigger=SQS} and {@code -Dfigures.environment=A=1;B=2} it measures that function
 * instead of the probes.
 */
class ColdStartFigures {
    private static final int STARTS = 9;

    @TempDir
    Path directory;

    @Test
    void cold_start_of_each_function() throws Exception {
        String functionPackage = System.getProperty("figures.package", "");
        if (!functionPackage.isEmpty()) {
            measure(given(Path.of(functionPackage)), Trigger.valueOf(System.getProperty("figures.trigger", "INVOKE")));
            return;
        }
        Path probes = ProbePackage.create(directory.resolve("package"), SQSEvent.class, org.joda.time.DateTime.class);
        measure(Probes.function("Echo", probes, EchoProbe.class), Trigger.INVOKE);
        Notes notes = new Notes(directory.resolve("notes"));
        measure(
                Probes.withEnvironment(
                        Probes.function("Sqs", probes, SqsProbe.class),
                        Map.of(notes.variable(), notes.file().toString())),
                Trigger.SQS);
    }

    private void measure(FunctionSpec function, Trigger trigger) throws Exception {
        var training = new AotTrainer(directory.resolve("aot"), directory.resolve("work")).train(function, trigger);
        System.out.println(training);
        print(function, trigger, "no cache ", null);
        print(function, trigger, "AOT cache", directory.resolve("aot"));
    }

    private void print(FunctionSpec function, Trigger trigger, String how, @Nullable Path cache) throws Exception {
        List<Long> init = new ArrayList<>();
        List<Long> first = new ArrayList<>();
        List<Long> total = new ArrayList<>();
        List<Long> processor = new ArrayList<>();
        List<Long> memory = new ArrayList<>();
        for (int start = 0; start < STARTS; start++) {
            LambdaOptions options = LambdaOptions.in(directory.resolve("work")).withAotCacheDirectory(cache);
            try (LambdaService lambda = Probes.lambda(options)) {
                lambda.create(function);
                long begin = System.nanoTime();
                for (String event : TrainingEvents.of(trigger).subList(0, 1)) {
                    lambda.invoke(function.functionName(), event, InvocationSource.direct());
                }
                total.add((System.nanoTime() - begin) / 1_000_000);
                FunctionFigures figures = lambda.log().figures().getFirst();
                init.add(figures.initMillis().getMaxValue());
                first.add(figures.durationMillis().getMaxValue());
                ProcessHandle process = environment();
                processor.add(process.info().totalCpuDuration().orElseThrow().toMillis());
                memory.add(proportionalMiB(process.pid()));
            }
        }
        assertThat(total).hasSize(STARTS);
        System.out.printf(
                "%-20s %s  init %d ms, first invocation %d ms, together %d ms; processor %d ms, memory %d MiB%n",
                function.name(), how, median(init), median(first), median(total), median(processor), median(memory));
    }

    private static ProcessHandle environment() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
    }

    /** Proportional set size: what is shared with other processes counts by share. */
    private static long proportionalMiB(long processId) throws Exception {
        return Files.readAllLines(Path.of("/proc", Long.toString(processId), "smaps_rollup")).stream()
                        .filter(line -> line.startsWith("Pss:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static FunctionSpec given(Path functionPackage) {
        FunctionSpec f = Probes.function("Given", functionPackage.toAbsolutePath(), EchoProbe.class);
        List<String> variables = List.of(
                System.getProperty("figures.environment", "STAGE=figures").split(";", -1));
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
        variables.forEach(variable -> environment.put(
                variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1)));
        return new FunctionSpec(
                f.where(),
                System.getProperty("figures.handler").replaceAll(".*\\.", ""),
                f.functionName(),
                f.alias(),
                f.version(),
                f.arn(),
                f.roleArn(),
                f.packageDirectory(),
                System.getProperty("figures.handler"),
                512,
                f.timeout(),
                environment,
                f.reservedConcurrency());
    }
}
