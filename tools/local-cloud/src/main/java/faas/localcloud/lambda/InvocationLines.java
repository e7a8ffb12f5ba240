package faas.localcloud.lambda;

import faas.localcloud.lambda.ExecutionEnvironment.Completed;
import faas.localcloud.lambda.Invocation.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the lines that Lambda puts around an invocation's own log lines. */
final class InvocationLines {
    private final boolean verbose;

    /** Lines go to standard error too where {@code verbose}. */
    InvocationLines(boolean verbose) {
        this.verbose = verbose;
    }

    /** Where in the log the invocation starts. */
    long start(ExecutionEnvironment environment, Invocation invocation) {
        long position = environment.log().size();
        environment
                .log()
                .append("START RequestId: " + invocation.requestId() + " Version: "
                        + environment.function().version());
        return position;
    }

    void end(
            ExecutionEnvironment environment,
            Invocation invocation,
            Completed completed,
            Optional<Duration> init,
            long position) {
        FunctionSpec function = environment.function();
        StringBuilder lines = new StringBuilder();
        switch (completed.outcome()) {
            case Outcome.TimedOut() ->
                lines.append("%s %s Task timed out after %.2f seconds%n"
                        .formatted(
                                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                                invocation.requestId(),
                                function.timeout().toMillis() / 1000.0));
            case Outcome.ProcessExit(int status) ->
                lines.append("RequestId: %s Error: %s%nRuntime.ExitError%n"
                        .formatted(invocation.requestId(), Payloads.howExited(status)));
            case Outcome.Response _, Outcome.HandlerError _, Outcome.ResponseTooLarge _ -> {}
        }
        lines.append("END RequestId: ").append(invocation.requestId()).append('\n');
        lines.append(report(environment, invocation, completed, init));
        environment.log().append(lines.toString());
        if (verbose) {
            System.err.print(environment.log().read(position).indent(0).replaceAll("(?m)^", function.name() + " | "));
        }
    }

    private static String report(
            ExecutionEnvironment environment, Invocation invocation, Completed completed, Optional<Duration> init) {
        double duration = millis(completed.duration());
        double initMillis = init.map(InvocationLines::millis).orElse(0.0);
        // Since August 2025 the init phase is billed too.
        String report = String.format(
                Locale.ROOT,
                "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %.0f ms\tMemory Size: %d MB\tMax Memory Used: %d MB",
                invocation.requestId(),
                duration,
                Math.ceil(duration + initMillis),
                environment.function().memoryMiB(),
                peakMemoryMiB(environment.processId()));
        if (init.isPresent()) {
            report += String.format(Locale.ROOT, "\tInit Duration: %.2f ms", initMillis);
        }
        return completed.outcome() instanceof Outcome.TimedOut ? report + "\tStatus: timeout" : report;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** The process's peak resident set; 0 when it is gone, and on a system without /proc. */
    private static long peakMemoryMiB(long processId) {
        try (Stream<String> status = Files.lines(Path.of("/proc/" + processId + "/status"))) {
            return status.filter(line -> line.startsWith("VmHWM:"))
                            .map(line -> line.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }
}
