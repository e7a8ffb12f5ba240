package faas.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.CredentialIssuer.Credentials;
import faas.localcloud.probe.ProbePackage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a process. */
class MainIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String TEMPLATE = """
            {"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "q"}}},
             "Outputs": {"QueueUrl": {"Value": {"Ref": "Queue"}}}}""";

    private static final String WITH_FUNCTION = """
            {"Resources": {
              "Function": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "f", "Runtime": "java25",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Handler": "faas.localcloud.probe.EchoProbe",
                "Code": {"S3Key": "code.zip"}, "MemorySize": 256, "Timeout": 20}},
              %s}}""".formatted(AssemblyFiles.ROLE);

    @TempDir
    private Path directory;

    @Test
    void it_tells_where_it_is_and_ends_with_its_input() throws Exception {
        Process engine = start("--assembly", assembly(TEMPLATE).toString());
        try (BufferedReader output = engine.inputReader(StandardCharsets.UTF_8)) {
            JsonNode ready = Json.parse(output.readLine());
            List<ProcessHandle> children = engine.descendants().toList();

            assertThat(ready.path("region").asText()).isEqualTo("us-east-1");
            assertThat(ready.path("outputs").path("QueueUrl").asText())
                    .isEqualTo(ready.path("endpoint").asText() + "/000000000000/q");
            assertThat(ready.path("accessKeyId").asText()).startsWith("AKIA");
            assertThat(children).as("DynamoDB Local").hasSize(1);

            engine.getOutputStream().close();

            assertThat(engine.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(LIMIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            engine.destroyForcibly();
        }
    }

    /** With an environment that has to be stopped before. */
    @Test
    void it_ends_at_once_and_says_why_when_dynamodb_local_was_killed() throws Exception {
        ProbePackage.create(directory.resolve("cdk.out/asset.code"));
        Process engine = start("--assembly", assembly(WITH_FUNCTION).toString());
        try (BufferedReader output = engine.inputReader(StandardCharsets.UTF_8);
                BufferedReader errors = engine.errorReader(StandardCharsets.UTF_8)) {
            SignedCalls user = user(Json.parse(output.readLine()));
            ProcessHandle dynamoDb = engine.descendants().findFirst().orElseThrow();
            assertThat(user.invoke("/2015-03-31/functions/f/invocations").status())
                    .isEqualTo(200);

            dynamoDb.destroyForcibly();

            assertThat(engine.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(engine.exitValue()).isEqualTo(1);
            assertThat(errors.lines()).contains("local-cloud ends: DynamoDB Local ended with exit code 137");
        } finally {
            engine.destroyForcibly();
        }
    }

    @Test
    void it_says_nothing_when_it_was_told_to_end() throws Exception {
        Process engine = start("--assembly", assembly(TEMPLATE).toString());
        try (BufferedReader output = engine.inputReader(StandardCharsets.UTF_8);
                BufferedReader errors = engine.errorReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).contains("endpoint");

            // Process.destroy would close its streams.
            engine.toHandle().destroy();

            assertThat(engine.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(errors.lines()).isEmpty();
        } finally {
            engine.destroyForcibly();
        }
    }

    @Test
    void a_folder_that_it_cannot_write_to_is_told_in_one_line() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Process engine = start("--assembly", assembly(TEMPLATE).toString(), "--work-dir", file + "/work");
        try (BufferedReader errors = engine.errorReader(StandardCharsets.UTF_8)) {
            assertThat(engine.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(engine.exitValue()).isEqualTo(1);
            assertThat(errors.lines())
                    .singleElement(STRING)
                    .startsWith("local-cloud does not start: ")
                    .contains(file + "/work");
        } finally {
            engine.destroyForcibly();
        }
    }

    @Test
    void a_resource_that_is_not_made_is_told_with_its_cause_once() throws Exception {
        Process engine = start(
                "--assembly", assembly(TEMPLATE.replace("\"q\"", "\"no name\"")).toString());
        try (BufferedReader errors = engine.errorReader(StandardCharsets.UTF_8)) {
            assertThat(engine.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(engine.exitValue()).isEqualTo(1);
            assertThat(errors.lines())
                    .singleElement(STRING)
                    .startsWith("local-cloud does not start: s: Queue (AWS::SQS::Queue): not made: ")
                    .containsOnlyOnce("alphanumeric");
        } finally {
            engine.destroyForcibly();
        }
    }

    /** Linux's {@code /dev/full} refuses every write as a full disk does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void invocations_go_on_while_the_disk_is_full_which_is_told_in_one_line() throws Exception {
        ProbePackage.create(directory.resolve("cdk.out/asset.code"));
        Process engine = start("--assembly", assembly(WITH_FUNCTION).toString());
        try (BufferedReader output = engine.inputReader(StandardCharsets.UTF_8);
                BufferedReader errors = engine.errorReader(StandardCharsets.UTF_8)) {
            SignedCalls user = user(Json.parse(output.readLine()));
            assertThat(user.invoke("/2015-03-31/functions/f/invocations").status())
                    .isEqualTo(200);
            Path log = onlyFileIn(directory.resolve("work/logs/f"));
            Files.delete(log);
            Files.createSymbolicLink(log, Path.of("/dev/full"));

            for (int i = 0; i < 3; i++) {
                assertThat(user.invoke("/2015-03-31/functions/f/invocations").status())
                        .isEqualTo(200);
            }

            engine.getOutputStream().close();
            assertThat(engine.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(errors.lines())
                    .singleElement(STRING)
                    .contains("log " + log + " is incomplete", "No space left on device");
            Files.delete(log);
        } finally {
            engine.destroyForcibly();
        }
    }

    private static Path onlyFileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static SignedCalls user(JsonNode ready) {
        return new SignedCalls(
                URI.create(ready.path("endpoint").asText()),
                new Credentials(
                        ready.path("accessKeyId").asText(),
                        ready.path("secretAccessKey").asText(),
                        ""));
    }

    @Test
    void it_answers_each_assembly_that_it_is_given_with_one_line() throws Exception {
        Process engine = start("--assembly", assembly(TEMPLATE).toString());
        try (BufferedReader output = engine.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).contains("endpoint");
            Path same = assembly(TEMPLATE);

            give(engine, "{\"update\": \"" + same + "\"}");
            give(engine, "{\"update\": \"" + same.resolve("none") + "\"}");
            give(engine, "no JSON");

            assertThat(output.readLine()).isEqualTo("{\"changed\":[],\"needsNewStart\":[]}");
            assertThat(Json.parse(output.readLine()).path("refused").asText())
                    .startsWith(same.resolve("none/manifest.json") + ": cannot be read");
            assertThat(Json.parse(output.readLine()).path("refused").asText()).isNotEmpty();

            assembly(TEMPLATE.replace("\"QueueName\": \"q\"", "\"QueueName\": \"other\""));
            give(engine, "{\"update\": \"" + same + "\"}");

            assertThat(output.readLine()).startsWith("{\"changed\":[],\"needsNewStart\":[\"queue other: new\",");
            engine.getOutputStream().close();
            assertThat(engine.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            engine.destroyForcibly();
        }
    }

    private static void give(Process engine, String line) throws IOException {
        engine.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        engine.getOutputStream().flush();
    }

    @Test
    void it_takes_everything_with_it_when_it_is_killed() throws Exception {
        Process engine = start("--assembly", assembly(TEMPLATE).toString());
        try (BufferedReader output = engine.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).startsWith("{");
            List<ProcessHandle> children = engine.descendants().toList();

            engine.destroyForcibly();

            await().atMost(LIMIT).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void a_taken_port_is_told_in_one_line() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(refusal("--assembly", assembly(TEMPLATE).toString(), "--port", port))
                    .containsExactly("local-cloud: port " + port + " is taken; choose another with --port");
        }
    }

    @Test
    void a_directory_that_is_no_assembly_is_told_in_one_line() throws Exception {
        assertThat(refusal("--assembly", directory.resolve("none").toString()))
                .singleElement()
                .asString()
                .contains(directory.resolve("none/manifest.json").toString());
    }

    @Test
    void what_is_not_carried_out_is_told_by_logical_id_and_property() throws Exception {
        String template = TEMPLATE.replace("\"QueueName\"", "\"RedriveAllowPolicy\": {}, \"QueueName\"");

        assertThat(refusal("--assembly", assembly(template).toString()))
                .last()
                .asString()
                .endsWith("s: Queue (AWS::SQS::Queue): property RedriveAllowPolicy is not carried out by local-cloud");
    }

    @Test
    void an_unknown_option_is_told() throws Exception {
        assertThat(refusal("--colour")).last().isEqualTo("local-cloud: unknown option --colour");
    }

    @Test
    void a_missing_assembly_is_told() throws Exception {
        assertThat(refusal("--port", "0"))
                .last()
                .asString()
                .startsWith("local-cloud: ")
                .contains("--assembly");
    }

    @Test
    void a_value_that_does_not_fit_is_told_with_its_option() throws Exception {
        String assembly = assembly(TEMPLATE).toString();

        assertThat(refusal("--assembly", assembly, "--port", "70000"))
                .last()
                .isEqualTo("local-cloud: --port: found 70000, expected 0 to 65535");
        assertThat(refusal("--assembly", assembly, "--account-concurrency", "many"))
                .last()
                .asString()
                .startsWith("local-cloud: ")
                .contains("--account-concurrency", "many");
    }

    @Test
    void an_unknown_function_to_debug_is_told_with_those_that_there_are() throws Exception {
        String assembly = assembly(TEMPLATE).toString();

        assertThat(refusal("--assembly", assembly, "--debug", "Nobody=5005"))
                .last()
                .isEqualTo("local-cloud: --debug Nobody: no such function; there are none");
    }

    @Test
    void help_names_the_options_on_standard_output() throws Exception {
        Process engine = start("--help");
        try (BufferedReader output = engine.inputReader(StandardCharsets.UTF_8)) {
            assertThat(engine.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(engine.exitValue()).isZero();
            assertThat(output.lines()).anyMatch(line -> line.contains("--assembly"));
        } finally {
            engine.destroyForcibly();
        }
    }

    private Path assembly(String template) {
        return AssemblyFiles.in(directory.resolve("cdk.out"))
                .stack("s", template)
                .write();
    }

    /** What it prints on standard error before it ends with exit code 2. */
    private List<String> refusal(String... arguments) throws IOException, InterruptedException {
        Process engine = start(arguments);
        try (BufferedReader errors = engine.errorReader(StandardCharsets.UTF_8)) {
            assertThat(engine.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            List<String> lines = errors.lines().toList();
            assertThat(engine.exitValue()).as(lines.toString()).isEqualTo(2);
            return lines;
        } finally {
            engine.destroyForcibly();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfaas.root=" + System.getProperty("faas.root"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("--work-dir", directory.resolve("work").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
