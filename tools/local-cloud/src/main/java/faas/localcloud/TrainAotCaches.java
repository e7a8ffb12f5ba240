package faas.localcloud;

import faas.localcloud.assembly.AssemblyException;
import faas.localcloud.assembly.CloudAssembly;
import faas.localcloud.lambda.AotTrainer;
import faas.localcloud.lambda.AotTrainer.Training;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.Trigger;
import faas.localcloud.provision.Deployment;
import faas.localcloud.provision.Naming;
import faas.localcloud.provision.PlanRefusedException;
import faas.localcloud.provision.Planner;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes the AOT caches of an assembly's functions. What is up to date stays. A function
 * that cannot be trained is named and starts without a cache, so the exit code is 0; it is 2 for a wrong argument and
 * for an assembly that is refused.
 */
@Command(name = "train-aot-caches", sortOptions = false)
public final class TrainAotCaches implements Callable<Integer> {
    private static final int REFUSED = 2;

    /** Stands for every function URL. No server listens there, so a function in training reaches none. */
    private static final URI NO_SERVER = URI.create("http://127.0.0.1:1");

    @Option(names = "--assembly", paramLabel = "DIR", required = true, description = "what cdk synth wrote (cdk.out)")
    private Path assembly = Path.of("");

    @Option(names = "--aot-cache", paramLabel = "DIR", required = true, description = "where the caches go")
    private Path cacheDirectory = Path.of("");

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "functions in training at one time (default: one for each processor)")
    private int atOnce = Runtime.getRuntime().availableProcessors();

    @Option(names = "--help", usageHelp = true, description = "print this help")
    @SuppressWarnings("UnusedVariable") // picocli prints the help where it is set
    private boolean help;

    private TrainAotCaches() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new TrainAotCaches()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try {
            train();
            return 0;
        } catch (AssemblyException | PlanRefusedException e) {
            System.err.println("train-aot-caches: " + e.getMessage());
            return REFUSED;
        }
    }

    private void train() throws Exception {
        Naming naming = new Naming(NO_SERVER, LocalCloud.REGION, LocalCloud.ACCOUNT_ID);
        Map<FunctionSpec, Trigger> functions =
                new Deployment(Planner.plan(CloudAssembly.read(assembly), naming)).declaredFunctions(NO_SERVER);
        AotTrainer trainer = new AotTrainer(cacheDirectory, cacheDirectory.resolve("training"));
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            Map<FunctionSpec, Future<Training>> trainings = new LinkedHashMap<>();
            functions.forEach((function, trigger) ->
                    trainings.put(function, threads.submit(() -> trainer.train(function, trigger))));
            for (Map.Entry<FunctionSpec, Future<Training>> training : trainings.entrySet()) {
                System.out.println(
                        describe(training.getKey().name(), training.getValue().get()));
            }
        }
    }

    private static String describe(String function, Training training) {
        return switch (training) {
            case Training.UpToDate _ -> function + ": AOT cache is up to date";
            case Training.Trained trained ->
                "%s: AOT cache of %d MiB in %.1f s"
                        .formatted(
                                function,
                                trained.bytes() / 1024 / 1024,
                                trained.took().toMillis() / 1000.0);
            case Training.Failed failed -> function + ": no AOT cache, " + failed.reason() + "; see " + failed.log();
        };
    }
}
