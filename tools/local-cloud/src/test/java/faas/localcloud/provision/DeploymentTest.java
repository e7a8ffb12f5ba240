package faas.localcloud.provision;

import static org.assertj.core.api.Assertions.assertThat;

import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.assembly.CloudAssembly;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {
    private static final String CALLER_AND_CALLED = """
            {"Resources": {%s,
              "Called": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]},
                "FunctionName": "Called", "Runtime": "java25", "Handler": "a.B",
                "Code": {"S3Bucket": "b", "S3Key": "code.zip"}}},
              "Url": {"Type": "AWS::Lambda::Url", "Properties": {"AuthType": "AWS_IAM",
                "TargetFunctionArn": {"Fn::GetAtt": ["Called", "Arn"]}}},
              "Caller": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]},
                "FunctionName": "Caller", "Runtime": "java25", "Handler": "a.C",
                "Code": {"S3Bucket": "b", "S3Key": "code.zip"},
                "Environment": {"Variables": {"CALLED": {"Fn::Join": ["", [{"Fn::GetAtt": ["Url", "FunctionUrl"]}, "x"]]}}}}}
            }}""".formatted(AssemblyFiles.ROLE);

    @TempDir
    private Path directory;

    @Test
    void before_anything_is_made_a_functions_environment_has_the_given_address_for_each_url() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:1/");
        Path assembly =
                AssemblyFiles.in(directory).stack("s", CALLER_AND_CALLED).write();
        Naming naming = new Naming(nobody, "us-east-1", "000000000000");

        var functions = new Deployment(Planner.plan(CloudAssembly.read(assembly), naming)).declaredFunctions(nobody);

        assertThat(functions.keySet())
                .filteredOn(function -> function.functionName().equals("Caller"))
                .singleElement()
                .satisfies(function ->
                        assertThat(function.environment()).isEqualTo(Map.of("CALLED", "http://127.0.0.1:1/x")));
    }
}
