package faas.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a script in the place of the CDK command line, which notes how it is called. */
class DeploymentTest {

    private static final Place LOCALSTACK = new Place.LocalStack(URI.create("http://127.0.0.1:4566"));

    @TempDir
    private Path root;

    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void install() throws IOException {
        Files.createDirectories(root.resolve("infra-cdk/node_modules/.bin"));
        Files.createDirectories(root.resolve("cdk.out"));
        Files.writeString(root.resolve("cdk.out/manifest.json"), """
                {"artifacts": {"a": {"type": "aws:cloudformation:stack"}}}""");
        Files.writeString(root.resolve("cdk.out/a.template.json"), "{}");
    }

    @Test
    void a_deployment_returns_the_outputs_of_every_stack_and_no_exports() throws Exception {
        cdk("""
                case "$1" in deploy)
                  echo '{"a": {"GetOrderUrl": "u"}, "b": {"ExportsOutputRef1": "x", "PayInvoiceUrl": "v"}}' >"$8"
                esac""");

        assertThat(deployment().deploy()).containsOnlyKeys("GetOrderUrl", "PayInvoiceUrl");
        assertThat(calls()).containsExactly("bootstrap", "diff", "deploy");
    }

    @Test
    void outputs_that_are_missing_at_first_are_asked_for_again() throws Exception {
        Files.writeString(root.resolve("cdk.out/a.template.json"), "{\"Outputs\": {\"GetOrderUrl\": {}}}");
        cdk("""
                case "$1" in deploy)
                  if [ -f late ]; then echo '{"a": {"GetOrderUrl": "u"}}' >"$8"; else echo '{}' >"$8"; touch late; fi
                esac""");

        assertThat(deployment().deploy()).containsExactly(Map.entry("GetOrderUrl", "u"));
        assertThat(calls()).containsExactly("bootstrap", "diff", "deploy", "deploy");
    }

    @Test
    void on_localstack_a_version_that_goes_makes_the_stacks_anew_and_says_so() throws Exception {
        cdk("""
                case "$1" in
                  diff) echo '[-] AWS::Lambda::Version SendInvoice/Service/Function/CurrentVersion destroy' ;;
                  deploy) echo '{}' >"$8" ;;
                esac""");

        deployment().deploy();

        assertThat(calls()).containsExactly("bootstrap", "diff", "destroy", "deploy");
        assertThat(told).anyMatch(line -> line.startsWith("A function has changed"));
    }

    @Test
    void termination_protection_goes_before_the_stacks_of_a_stage_that_is_removed() throws Exception {
        protectedStack();
        cdk("");
        try (var aws = new AwsStandIn()) {
            aws.on("DescribeStacks StackName=a", "<EnableTerminationProtection>true</EnableTerminationProtection>")
                    .on("UpdateTerminationProtection", "<a/>");

            deployment(new Place.LocalStack(aws.endpoint())).destroy();

            assertThat(aws.asked())
                    .containsExactly(
                            "DescribeStacks StackName=a",
                            "UpdateTerminationProtection EnableTerminationProtection=false&StackName=a");
        }
        assertThat(calls()).containsExactly("destroy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /bin/sh        | faas.cli.deploy.DeploymentException | cdk destroy ended with exit code 1
            /no/such/shell | java.io.IOException                 | infra-cdk/node_modules/.bin/cdk
            """)
    void a_stack_that_cdk_does_not_remove_has_its_protection_again(
            String shell, Class<? extends Exception> type, String message) throws Exception {
        protectedStack();
        cdk("");
        Files.writeString(root.resolve("infra-cdk/node_modules/.bin/cdk"), "#!" + shell + "\nexit 1\n");
        try (var aws = new AwsStandIn()) {
            aws.on("DescribeStacks StackName=a", "<EnableTerminationProtection>true</EnableTerminationProtection>")
                    .on("UpdateTerminationProtection", "<a/>");

            assertThatExceptionOfType(type)
                    .isThrownBy(() ->
                            deployment(new Place.LocalStack(aws.endpoint())).destroy())
                    .withMessageContaining(message);

            assertThat(aws.asked())
                    .containsExactly(
                            "DescribeStacks StackName=a",
                            "UpdateTerminationProtection EnableTerminationProtection=false&StackName=a",
                            "DescribeStacks StackName=a",
                            "UpdateTerminationProtection EnableTerminationProtection=true&StackName=a");
        }
    }

    @Test
    void an_endpoint_that_does_not_answer_removes_nothing() throws Exception {
        protectedStack();
        cdk("");
        URI nowhere;
        try (var aws = new AwsStandIn()) {
            nowhere = aws.endpoint();
        }

        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> deployment(new Place.LocalStack(nowhere)).destroy())
                .withMessageStartingWith("CloudFormation does not answer at " + nowhere)
                .matches(DeploymentException::isRefused);
        assertThat(root.resolve("infra-cdk/calls")).doesNotExist();
    }

    @Test
    void a_failure_is_told_with_its_last_words_and_where_the_rest_is() throws Exception {
        cdk("echo 'first'; echo 'no credentials' >&2; exit 7");

        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> deployment().destroy())
                .withMessageContaining("cdk destroy ended with exit code 7")
                .withMessageContaining("no credentials")
                .withMessageContaining("cdk.log")
                .matches(e -> !e.isRefused());
    }

    private Deployment deployment() {
        return deployment(LOCALSTACK);
    }

    private Deployment deployment(Place place) {
        return new Deployment(place, root, root.resolve("cdk.out"), root.resolve("cdk.log"), told::add);
    }

    private void protectedStack() throws IOException {
        Files.writeString(root.resolve("cdk.out/manifest.json"), """
                {"artifacts": {
                  "a": {"type": "aws:cloudformation:stack", "properties": {"terminationProtection": true}},
                  "b.assets": {"type": "cdk:asset-manifest"}}}""");
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(root.resolve("infra-cdk/calls"));
    }

    private void cdk(String script) throws IOException {
        var file = root.resolve("infra-cdk/node_modules/.bin/cdk");
        Files.writeString(file, "#!/bin/sh\necho $1 >>calls\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
