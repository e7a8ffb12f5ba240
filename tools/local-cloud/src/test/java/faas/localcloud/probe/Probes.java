package faas.localcloud.probe;

import faas.localcloud.lambda.CredentialIssuer;
import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.InvocationLog;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Fixtures of tests that run probe handlers. */
public final class Probes {
    private Probes() {}

    public static LambdaService lambda(LambdaOptions options) {
        return new LambdaService(
                options, Map.of("AWS_REGION", "us-east-1"), new FixedCredentials(), new InvocationLog());
    }

    public static FunctionSpec function(String name, Path functionPackage, Class<?> handler) {
        return new FunctionSpec(
                "test: " + name + " (AWS::Lambda::Function)",
                name,
                "test-" + name,
                "live",
                "1",
                "arn:aws:lambda:us-east-1:000000000000:function:test-" + name,
                "arn:aws:iam::000000000000:role/test-" + name,
                functionPackage,
                handler.getName(),
                128,
                Duration.ofSeconds(20),
                Map.of(),
                OptionalInt.empty());
    }

    public static FunctionSpec withTimeout(FunctionSpec f, Duration timeout) {
        return new FunctionSpec(
                f.where(),
                f.name(),
                f.functionName(),
                f.alias(),
                f.version(),
                f.arn(),
                f.roleArn(),
                f.packageDirectory(),
                f.handler(),
                f.memoryMiB(),
                timeout,
                f.environment(),
                f.reservedConcurrency());
    }

    public static FunctionSpec withEnvironment(FunctionSpec f, Map<String, String> environment) {
        return new FunctionSpec(
                f.where(),
                f.name(),
                f.functionName(),
                f.alias(),
                f.version(),
                f.arn(),
                f.roleArn(),
                f.packageDirectory(),
                f.handler(),
                f.memoryMiB(),
                f.timeout(),
                environment,
                f.reservedConcurrency());
    }

    public static FunctionSpec withReservedConcurrency(FunctionSpec f, int concurrency) {
        return new FunctionSpec(
                f.where(),
                f.name(),
                f.functionName(),
                f.alias(),
                f.version(),
                f.arn(),
                f.roleArn(),
                f.packageDirectory(),
                f.handler(),
                f.memoryMiB(),
                f.timeout(),
                f.environment(),
                OptionalInt.of(concurrency));
    }

    private static final class FixedCredentials implements CredentialIssuer {
        @Override
        public Credentials issue(FunctionSpec function, String environmentId) {
            return new Credentials("ASIAPROBE" + environmentId.substring(0, 8), "secret", "token");
        }

        @Override
        public void revoke(Credentials credentials) {}
    }
}
