package faas.localcloud.provision;

import faas.localcloud.lambda.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
final class FunctionProvisioner implements Provisioner {
    /** What runs is the JDK that runs local-cloud; older bytecode runs on it too. */
    private static final List<String> RUNTIMES = List.of("java25", "java21", "java17");

    private static final int LEAST_MEMORY = 128;
    private static final int MOST_MEMORY = 10_240;
    private static final int DEFAULT_TIMEOUT = 3;
    private static final int LONGEST_TIMEOUT = 900;

    @Override
    public String type() {
        return "AWS::Lambda::Function";
    }

    @Override
    public Identity plan(Declaration declaration, Plan plan) {
        Properties properties = declaration.properties();
        String name = declaration.physicalName("FunctionName");
        String arn = declaration.naming().functionArn(name);
        properties.oneOf("Runtime", RUNTIMES);
        properties.oneOf("PackageType", List.of("Zip"));
        Optional<Path> directory = properties.object("Code").flatMap(code -> {
            // Which bucket it would be uploaded to is of no interest here.
            code.text("S3Bucket");
            return packageDirectory(declaration, code);
        });
        Map<String, String> environment =
                properties.object("Environment").map(of -> of.map("Variables")).orElse(Map.of());
        plan.functions.add(new FunctionSpec(
                declaration.where(),
                declaration.constructId(name),
                name,
                FunctionSpec.LATEST,
                FunctionSpec.LATEST,
                arn,
                properties.requiredText("Role"),
                directory.orElse(Path.of("")),
                properties.requiredText("Handler"),
                properties.integer("MemorySize", LEAST_MEMORY, MOST_MEMORY).orElse(LEAST_MEMORY),
                Duration.ofSeconds(
                        properties.integer("Timeout", 1, LONGEST_TIMEOUT).orElse(DEFAULT_TIMEOUT)),
                environment,
                properties.integer("ReservedConcurrentExecutions", 0, Integer.MAX_VALUE)));
        return new Identity(name, Map.of("Arn", arn));
    }

    private static Optional<Path> packageDirectory(Declaration declaration, Properties code) {
        String key = code.requiredText("S3Key");
        Optional<Path> asset = declaration.asset(key);
        if (asset.isEmpty()) {
            code.problem("S3Key", "found " + key + ", expected an asset of the assembly");
        } else if (!Files.isDirectory(asset.get().resolve("lib"))) {
            code.problem("S3Key", "asset " + asset.get() + " has no directory lib with the function's jars");
        }
        return asset.map(FunctionProvisioner::realPath);
    }

    /** Where assemblies link to one package, it is one to the AOT caches, which go by path. */
    private static Path realPath(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException missing) {
            return directory;
        }
    }
}
