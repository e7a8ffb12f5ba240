package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostsCommandTest {

    private static final String ROOT = "faas.root";

    @TempDir
    private Path project;

    @BeforeEach
    void a_stage_and_a_run() throws IOException {
        System.setProperty(ROOT, project.toString());
        var assembly = Files.createDirectories(project.resolve("infra-cdk/target/cdk.out"));
        Files.writeString(
                assembly.resolve("manifest.json"),
                "{\"artifacts\": {\"demo\": {\"type\": \"aws:cloudformation:stack\"}}}");
        Files.writeString(assembly.resolve("demo.template.json"), """
                {"Resources": {
                  "A": {"Type": "AWS::CloudWatch::Alarm", "Properties": {}},
                  "F": {"Type": "AWS::Lambda::Function",
                        "Properties": {"FunctionName": "demo-SendInvoice", "MemorySize": 1024}}}}""");
        Files.createDirectories(project.resolve("target"));
        Files.writeString(project.resolve("target/demo-report.json"), """
                {"units": {"name": "orders", "count": 10},
                 "functions": [{"name": "SendInvoice", "trigger": "sqs", "invocations": 5, "events": 10,
                                "durationMillis": {"p50": 200}}]}""");
    }

    @AfterEach
    void forget_the_project() {
        System.clearProperty(ROOT);
    }

    @Test
    void with_json_the_figures_of_the_text_are_one_document_and_nothing_else() throws IOException {
        var text = costs();
        var figures = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(costs("--json"));

        assertThat(text)
                .startsWith("US dollars, us-east-1, list prices of "
                        + figures.path("pricesAsOf").asText());
        assertThat(figures.path("currency").asText()).isEqualTo("USD");
        assertThat(figures.path("bills")).hasSize(2).allSatisfy(bill -> {
            assertThat(text)
                    .contains(
                            "\n" + bill.path("what").asText() + "\n",
                            "%10.2f  together%n".formatted(bill.path("dollars").asDouble()));
            assertThat(bill.path("items"))
                    .isNotEmpty()
                    .allSatisfy(item -> assertThat(text)
                            .contains("%10.2f  %s%n"
                                    .formatted(
                                            item.path("dollars").asDouble(),
                                            item.path("what").asText())));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no report", ""})
    void a_file_that_is_no_report_of_a_run_is_refused(String content) throws IOException {
        var report = Files.writeString(project.resolve("other.json"), content);

        var result = Result.of("costs", "--report", report.toString());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .hasLineCount(1)
                .startsWith("faas: " + report + ": a million cannot be computed from it, expected the report of a run");
    }

    private static String costs(String... options) {
        var out = new StringWriter();
        var arguments = options.length == 0 ? new String[] {"costs"} : new String[] {"costs", options[0]};

        assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments))
                .isEqualTo(Main.DONE);

        return out.toString();
    }
}
