package faas.localcloud.probe;

import faas.localcloud.lambda.InvocationResult;
import faas.localcloud.lambda.InvocationSource;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** An engine to be killed: prints the process ids of two environments, one idle and one in the middle of its work. */
public final class EngineProbe {
    private EngineProbe() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        try (LambdaService lambda = Probes.lambda(LambdaOptions.in(directory))) {
            Path functionPackage = ProbePackage.create(directory.resolve("package"));
            lambda.create(Probes.function("Idle", functionPackage, EchoProbe.class));
            lambda.create(Probes.function("Busy", functionPackage, EchoProbe.class));
            printProcess(lambda, "test-Idle");
            printProcess(lambda, "test-Busy");
            Thread.ofVirtual().start(() -> lambda.invoke("test-Busy", "\"hang\"", InvocationSource.direct()));
            new CountDownLatch(1).await();
        }
    }

    private static void printProcess(LambdaService lambda, String function) {
        var success = (InvocationResult.Success) lambda.invoke(function, "\"process\"", InvocationSource.direct());
        System.out.println(success.payload().replaceAll(".*\"pid\":\"(\\d+)\".*", "$1"));
    }
}
