package faas.localcloud.assembly;

import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.localcloud.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes small cloud assemblies by hand: {@code in(directory).stack("a", template).dependingOn(…)}. */
public final class AssemblyFiles {
    /** A stack of function code: what {@code Code} refers to in the templates of tests. */
    public static final String CODE_KEY = "code.zip";

    /** A resource for templates of tests: a role that lets functions consume and report. */
    public static final String ROLE = """
            "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}, "Policies": [{"PolicyName": "all",
              "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": ["sqs:*", "dynamodb:*"], "Resource": "*"}]}}]}}""";

    private final Path directory;
    private final ObjectNode manifest = Json.object().put("version", "54.0.0");
    private final ObjectNode artifacts = manifest.putObject("artifacts");

    private AssemblyFiles(Path directory) {
        this.directory = directory;
    }

    public static AssemblyFiles in(Path directory) {
        return new AssemblyFiles(directory);
    }

    /** Adds a stack with this template. */
    public AssemblyFiles stack(String name, String template, String... dependencies) {
        ObjectNode artifact = artifacts.putObject(name).put("type", "aws:cloudformation:stack");
        artifact.putObject("properties").put("templateFile", name + ".template.json");
        var of = artifact.putArray("dependencies");
        List.of(dependencies).forEach(of::add);
        of.add(name + ".assets");
        artifacts
                .putObject(name + ".assets")
                .put("type", "cdk:asset-manifest")
                .putObject("properties")
                .put("file", name + ".assets.json");
        write(name + ".template.json", template);
        write(name + ".assets.json", """
                {"files": {"code": {"source": {"path": "asset.code", "packaging": "zip"},
                                    "destinations": {"here": {"objectKey": "code.zip"}}}}}""");
        return this;
    }

    /** Adds a nested assembly, as a CDK stage makes one. */
    public AssemblyFiles nested(String name) {
        artifacts
                .putObject(name)
                .put("type", "cdk:cloud-assembly")
                .putObject("properties")
                .put("directoryName", name);
        return this;
    }

    /** Writes the manifest and an empty function package, and returns the directory. */
    public Path write() {
        write("manifest.json", Json.text(manifest));
        try {
            Files.createDirectories(directory.resolve("asset.code/lib"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }

    private void write(String file, String content) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
