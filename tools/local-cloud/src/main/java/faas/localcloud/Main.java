package faas.localcloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.assembly.AssemblyException;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.provision.PlanRefusedException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engine as a process of its own. Prints one line of JSON when it is ready, and ends, with everything it started, on
 * SIGTERM, SIGINT or when its standard input ends, which it does when the process that started it dies.
 */
public final class Main {
    private static final int REFUSED = 2;
    private static final int LONGEST_RETRY_DELAY = 300;
    /** With disturbed topics: the share of messages delivered twice, and the share held back. */
    private static final double DISTURBED = 0.05;

    private static final Duration HELD_BACK = Duration.ofSeconds(15);
    private static final String USAGE = """
            usage: local-cloud --assembly DIR [options]
              --assembly DIR            what cdk synth wrote (cdk.out)
              --port N                  port of the endpoint, 0 for any (default)
              --work-dir DIR            where logs and temporary files go (default: a new temporary directory)
              --aot-cache DIR           where AOT caches of function packages are
              --fresh-environments      a new process for every invocation
              --primed                  run the functions' SnapStart hooks at the end of each init
              --idle-expiry-seconds N   after which an environment is stopped (default 600)
              --account-concurrency N   invocations at one time in all functions (default 10)
              --async-retry-base-delay-seconds N
                                        wait before the first retry of an asynchronous invocation that failed, the
                                        second waits twice as long (default 60, as on AWS)
              --disturb-topics SEED     deliver some of the topics' messages to queues twice, late and out of order
              --verbose                 functions' log lines on standard error too
            """;

    private Main() {}

    public static void main(String[] args) {
        // Before the first logger is made; only what went wrong is of interest.
        if (System.getProperty("org.slf4j.simpleLogger.defaultLogLevel") == null) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        }
        try {
            run(Arguments.parse(List.of(args)));
        } catch (IllegalArgumentException e) {
            System.err.print(USAGE);
            System.err.println("local-cloud: " + e.getMessage());
            System.exit(REFUSED);
        } catch (AssemblyException | PlanRefusedException e) {
            System.err.println("local-cloud: " + e.getMessage());
            System.exit(REFUSED);
        } catch (IOException | IllegalStateException e) {
            System.err.println("local-cloud does not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Arguments arguments) throws IOException {
        Thread.ofPlatform().daemon().name("parent-watch").start(Main::endWithInput);
        LocalCloud cloud;
        try {
            cloud = LocalCloud.start(arguments.assembly(), arguments.options());
        } catch (BindException e) {
            System.err.println(
                    "local-cloud: port " + arguments.options().port() + " is taken; choose another with --port");
            System.exit(REFUSED);
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            cloud.close();
                            arguments.workDirectoryToDelete().ifPresent(Main::delete);
                        },
                        "stop"));
        arguments.disturbance().ifPresent(seed -> cloud.faults().sns().disturb(DISTURBED, HELD_BACK, seed));
        System.out.println(Json.text(readyLine(cloud)));
        System.out.flush();
        waitForever();
    }

    private static void waitForever() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            System.exit(0);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("local-cloud: " + directory + " is left behind: " + e.getMessage());
        }
    }

    private static ObjectNode readyLine(LocalCloud cloud) {
        ObjectNode line = Json.object()
                .put("endpoint", cloud.endpoint().toString())
                .put("region", cloud.region())
                .put("accessKeyId", cloud.credentials().accessKeyId())
                .put("secretAccessKey", cloud.credentials().secretAccessKey());
        ObjectNode outputs = line.putObject("outputs");
        cloud.outputs().forEach(outputs::put);
        return line;
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // What is written is of no interest, only that it ends.
            }
        } catch (IOException closed) {
            // The same as its end.
        }
        System.exit(0);
    }

    /** @param disturbance the seed for delivery faults; empty for none */
    private record Arguments(
            Path assembly,
            LocalCloudOptions options,
            Optional<Integer> disturbance,
            Optional<Path> workDirectoryToDelete) {

        static Arguments parse(List<String> args) {
            @Nullable Path assembly = null;
            @Nullable Path workDirectory = null;
            int port = 0;
            Optional<Integer> disturbance = Optional.empty();
            UnaryOperator<LambdaOptions> lambda = UnaryOperator.identity();
            Iterator<String> rest = args.iterator();
            while (rest.hasNext()) {
                String option = rest.next();
                switch (option) {
                    case "--assembly" -> assembly = Path.of(value(option, rest));
                    case "--port" -> port = number(option, rest, 0, 65_535);
                    case "--work-dir" -> workDirectory = Path.of(value(option, rest));
                    case "--aot-cache" -> {
                        Path directory = Path.of(value(option, rest));
                        lambda = then(lambda, options -> options.withAotCacheDirectory(directory));
                    }
                    case "--fresh-environments" ->
                        lambda = then(lambda, options -> options.withMaxInvocationsPerEnvironment(1));
                    case "--primed" -> lambda = then(lambda, options -> options.withPrimed(true));
                    case "--idle-expiry-seconds" -> {
                        Duration expiry = Duration.ofSeconds(number(option, rest, 1, Integer.MAX_VALUE));
                        lambda = then(lambda, options -> options.withIdleExpiry(expiry));
                    }
                    case "--account-concurrency" -> {
                        int concurrency = number(option, rest, 1, 1_000);
                        lambda = then(lambda, options -> options.withAccountConcurrency(concurrency));
                    }
                    case "--async-retry-base-delay-seconds" -> {
                        Duration delay = Duration.ofSeconds(number(option, rest, 0, LONGEST_RETRY_DELAY));
                        lambda = then(lambda, options -> options.withAsyncRetryBaseDelay(delay));
                    }
                    case "--disturb-topics" -> disturbance = Optional.of(number(option, rest, 0, Integer.MAX_VALUE));
                    case "--verbose" -> lambda = then(lambda, options -> options.withVerboseLogs(true));
                    default -> throw new IllegalArgumentException("unknown option " + option);
                }
            }
            if (assembly == null) {
                throw new IllegalArgumentException("--assembly is missing");
            }
            Path work = workDirectory == null ? temporaryDirectory() : workDirectory;
            return new Arguments(
                    assembly,
                    new LocalCloudOptions(port, lambda.apply(LambdaOptions.in(work))),
                    disturbance,
                    workDirectory == null ? Optional.of(work) : Optional.empty());
        }

        private static UnaryOperator<LambdaOptions> then(
                UnaryOperator<LambdaOptions> first, UnaryOperator<LambdaOptions> second) {
            return options -> second.apply(first.apply(options));
        }

        private static Path temporaryDirectory() {
            try {
                return Files.createTempDirectory("local-cloud-");
            } catch (IOException e) {
                throw new IllegalStateException("no temporary directory: " + e.getMessage(), e);
            }
        }

        private static String value(String option, Iterator<String> rest) {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " has no value");
            }
            return rest.next();
        }

        private static int number(String option, Iterator<String> rest, int min, int max) {
            String text = value(option, rest);
            try {
                int number = Integer.parseInt(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below, with the bounds.
            }
            throw new IllegalArgumentException(option + ": found " + text + ", expected " + min + " to " + max);
        }
    }
}
