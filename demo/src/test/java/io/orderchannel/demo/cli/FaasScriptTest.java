package io.orderchannel.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The script by itself, in each case before it would build or start anything. */
class FaasScriptTest {

    private static final Path SCRIPT = Path.of("..", "faas");
    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "cksum",
            "dirname",
            "find",
            "grep",
            "mkdir",
            "readlink",
            "rm",
            "sed",
            "sort",
            "tail",
            "tee",
            "xargs");

    /** A build that leaves what the script looks for. */
    private static final String SUCCEEDS = "mkdir -p demo/target infra-cdk/target/cdk.out;"
            + " echo classes >demo/target/runtime-classpath.txt; echo {} >infra-cdk/target/cdk.out/manifest.json";

    @TempDir
    Path bin;

    private record Result(int code, String out, String err) {}

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "fire", "sign"})
    void help_names_every_option_of_a_verb(String verb) throws IOException, InterruptedException {
        var options = verb(verb).getCommandSpec().optionsMap().keySet();

        var help = faas(Map.of(), verb, "--help");

        assertThat(help.code()).isZero();
        assertThat(options)
                .isNotEmpty()
                .allSatisfy(
                        option -> assertThat(help.out()).contains("[" + option).contains("\n  " + option + " "));
    }

    @Test
    void bench_help_names_every_measurement_and_option() throws IOException, InterruptedException {
        var help = faas(Map.of(), "bench", "--help").out();

        verb("bench")
                .getSubcommands()
                .forEach((name, measurement) -> assertThat(
                                measurement.getCommandSpec().optionsMap().keySet())
                        .allSatisfy(option -> assertThat(help).contains("bench " + name, option)));
    }

    @Test
    void an_unknown_verb_is_named() throws IOException, InterruptedException {
        assertThat(faas(Map.of(), "deploi"))
                .isEqualTo(new Result(2, "", "faas: unknown verb 'deploi' (see ./faas help)\n"));
    }

    @Test
    void without_a_verb_it_shows_the_verbs() throws IOException, InterruptedException {
        var result = faas(Map.of());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("demo", "up", "fire", "sign", "test", "bench");
    }

    @Test
    void a_test_class_is_looked_for_among_unit_and_end_to_end_tests(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script = inProject(project, "orders/src/test/PlaceTest.java", "acceptance/src/test/TriggersIT.java");
        script("mvn", "echo \"$@\"");

        assertThat(run(script, environment, "test").out()).isEqualTo("-B verify\n");
        assertThat(run(script, environment, "test", "TriggersIT").out())
                .startsWith("-B verify -pl acceptance -am ")
                .contains(" -Dtest=none ", " -Dit.test=TriggersIT ");
        assertThat(run(script, environment, "test", "PlaceTest").out())
                .startsWith("-B verify -pl orders -am ")
                .contains(" -Dtest=PlaceTest ", " -Dit.test=none ");
        assertRefused(run(script, environment, "test", "TriggerIT"), "no test class 'TriggerIT'");
        assertRefused(run(script, environment, "test", "TriggersIT", "BatchIT"), "test takes one class");
    }

    @Test
    void what_a_build_synthesized_and_trained_serves_until_a_file_changes(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var source = project.resolve("acceptance/src/main/Source.java");
        var script = inProject(project, "acceptance/src/main/Source.java", "acceptance/src/test/TriggersIT.java");
        var built = project.resolve("target/faas-built");

        script("mvn", SUCCEEDS);
        // Ends in error: there is no class to run.
        run(script, environment, "demo");
        assertThat(built).exists();
        script("mvn", "echo \"$@\"");

        assertThat(run(script, environment, "test", "TriggersIT").out()).contains(" -Dexec.skip");
        assertThat(run(script, environment, "test").out()).doesNotContain("-Dexec.skip");
        assertThat(built).exists();

        Files.writeString(source, "class Source {}");
        assertThat(run(script, environment, "test", "TriggersIT").out()).doesNotContain("-Dexec.skip");
        // Otherwise a change that is taken back would pass for what this run has built without it.
        assertThat(built).doesNotExist();
    }

    @Test
    void a_change_that_is_taken_back_after_a_failed_build_is_built_again(@TempDir Path project)
            throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        var script = inProject(project, "acceptance/src/main/Source.java");
        var source = project.resolve("acceptance/src/main/Source.java");
        script("mvn", SUCCEEDS);
        run(script, environment, "demo");

        Files.writeString(source, "class Source {}");
        script("mvn", "exit 1");
        assertThat(run(script, environment, "demo").err()).contains("faas: the build failed");
        Files.writeString(source, "");
        script("mvn", SUCCEEDS);

        assertThat(run(script, environment, "demo").err()).contains("Building");
    }

    @Test
    void an_engine_that_is_none_is_named_with_those_that_are() throws IOException, InterruptedException {
        assertRefused(
                faas(Map.of(), "test", "--engine", "azure"), "--engine azure: expected local, localstack, both or aws");
    }

    @Test
    void a_missing_jdk_is_named() throws IOException, InterruptedException {
        assertRefused(faas(onlyTools("mvn", "node"), "demo"), "no JDK 25 found");
    }

    @Test
    void a_missing_mvn_is_named() throws IOException, InterruptedException {
        assertRefused(faas(withJdk(onlyTools("node")), "demo"), "no mvn found");
    }

    @Test
    void a_missing_node_is_named() throws IOException, InterruptedException {
        assertRefused(faas(withJdk(onlyTools("mvn")), "up"), "no node found");
    }

    @Test
    void a_node_that_is_too_old_is_named_with_its_version() throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("mvn"));
        script("node", "echo v18.20.4");

        assertRefused(faas(environment, "demo"), "node is 18.20.4");
    }

    @Test
    void a_build_that_fails_says_why(@TempDir Path project) throws IOException, InterruptedException {
        var environment = withJdk(onlyTools("node"));
        script(
                "mvn",
                "echo '[INFO] --- synthesize'; echo 'AssignOrder: too short'; echo '[ERROR] exit value 2'; exit 1");
        var script = inProject(project);

        var result = run(script, environment, "demo");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("\nAssignOrder: too short\n[ERROR] exit value 2\n")
                .endsWith(
                        "faas: the build failed; see " + project.toRealPath().resolve("target/faas-build.log") + "\n");
    }

    private static CommandLine verb(String name) {
        return Objects.requireNonNull(
                new CommandLine(Main.class).getSubcommands().get(name), name);
    }

    private static void assertRefused(Result result, String message) {
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("faas: " + message).hasLineCount(1);
    }

    /** A path that holds what the script itself needs and stand-ins for the tools named, and no JDK anywhere. */
    private Map<String, String> onlyTools(String... present) throws IOException {
        for (var tool : TOOLS) {
            script(tool, "exec %s \"$@\"".formatted(whereIs(tool)));
        }
        for (var tool : present) {
            script(tool, "echo v20.0.0");
        }
        return Map.of("PATH", bin.toString(), "JAVA_HOME", "", "FAAS_JDK_PLACES", "");
    }

    private void script(String name, String command) throws IOException {
        var file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Map<String, String> withJdk(Map<String, String> environment) {
        return Map.of("PATH", environment.getOrDefault("PATH", ""), "JAVA_HOME", System.getProperty("java.home"));
    }

    private static Path whereIs(String tool) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool + " on this machine"));
    }

    /** The script in a project of nothing but the files named, and what it takes for granted. */
    private static Path inProject(Path project, String... files) throws IOException {
        for (var file : Stream.concat(
                        Stream.of("pom.xml", ".mvn/maven.config", "demo/pom.xml", "demo/src/main/Main.java"),
                        Stream.of(files))
                .toList()) {
            Files.createDirectories(project.resolve(file).getParent());
            Files.createFile(project.resolve(file));
        }
        return Files.copy(SCRIPT, project.resolve("faas"));
    }

    private static Result faas(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(SCRIPT, environment, arguments);
    }

    private static Result run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of(whereIs("bash").toString(), script.toString()), Stream.of(arguments))
                .toList();
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        var err = Files.createTempFile("faas", ".err");
        var process = builder.redirectError(err.toFile()).start();
        process.outputWriter().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        var errors = Files.readString(err);
        Files.delete(err);
        return new Result(code, out, errors);
    }
}
