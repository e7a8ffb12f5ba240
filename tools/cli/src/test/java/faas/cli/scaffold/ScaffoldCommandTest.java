package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The planted project on disk, in a git repository. Its pom.xml is none that Maven can work with. */
class ScaffoldCommandTest {

    private static final String ROOT = "faas.root";

    @TempDir
    Path project;

    @TempDir
    Path elsewhere;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void commit_a_project() throws IOException, InterruptedException {
        System.setProperty(ROOT, project.toString());
        for (var file : PlantedProject.tree().all().entrySet()) {
            save(file.getKey(), file.getValue());
        }
        save(".gitignore", "target/\n");
        var git = new Git(project);
        git.run("init", "--quiet");
        git.run("add", "--all");
        git.run("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--no-verify", "--message", "all");
    }

    @AfterEach
    void forget_the_project() {
        System.clearProperty(ROOT);
    }

    @Test
    void a_dry_run_names_the_files_and_writes_none() throws IOException, InterruptedException {
        assertThat(run("new", "context", "billing", "--dry-run")).isEqualTo(Main.DONE);

        assertThat(out.toString().lines())
                .contains("add     billing-context/pom.xml", "change  pom.xml")
                .hasSize(6);
        assertThat(changed()).isEmpty();
    }

    @Test
    void changes_that_are_not_committed_are_left_alone() throws IOException, InterruptedException {
        save("notes.txt", "mine");

        assertThat(run("new", "context", "billing")).isEqualTo(Main.REFUSED);

        assertThat(err.toString())
                .isEqualTo("faas: notes.txt is not committed: expected a clean tree, or --allow-dirty\n");
        assertThat(changed()).isEqualTo("?? notes.txt\n");
    }

    @Test
    void a_name_that_cannot_be_is_refused_in_one_line() throws IOException, InterruptedException {
        assertThat(run("new", "context", "class")).isEqualTo(Main.REFUSED);

        assertThat(err.toString()).isEqualTo("faas: context class: a word of Java\n");
        assertThat(changed()).isEmpty();
    }

    @Test
    void where_the_formatter_fails_nothing_is_changed() throws IOException, InterruptedException {
        assertThat(run("new", "context", "billing")).isEqualTo(Main.FAILED);

        assertThat(err.toString()).startsWith("faas: nothing is changed: ").hasLineCount(1);
        assertThat(changed()).isEmpty();
        assertThat(out.toString()).isEmpty();
        assertThat(project.resolve("billing-context")).doesNotExist();
    }

    @Test
    void a_file_that_cannot_be_written_is_named() throws IOException, InterruptedException {
        var taken = Files.createDirectories(project.resolve("billing-context/pom.xml"));

        assertThat(run("new", "context", "billing")).isEqualTo(Main.FAILED);

        assertThat(err.toString())
                .startsWith("faas: nothing is changed: " + taken + ": ")
                .hasLineCount(1);
        assertThat(changed()).isEmpty();
    }

    @Test
    void a_signal_takes_the_changes_back() throws IOException, InterruptedException {
        var process = start("sleep 60", "new", "context", "billing");
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(elsewhere.resolve("formatting")));
        assertThat(project.resolve("billing-context/pom.xml")).exists();

        process.toHandle().destroy();

        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(said()).isEqualTo("faas: interrupted: nothing is changed\n");
        assertThat(changed()).isEmpty();
    }

    @Test
    void only_files_of_the_command_are_formatted() throws IOException, InterruptedException {
        assertThat(start("exit 0", "new", "context", "billing").waitFor()).isZero();

        assertThat(elsewhere.resolve("formatting"))
                .content()
                .contains(" -Dmaven.repo.local=" + elsewhere + " spotless:apply -pl infra-cdk ")
                .contains("-DspotlessFiles=.*/infra-cdk/src/main/java/org/shop/infra/ShopSystem[.]java,.*/infra-cdk/")
                .containsPattern("BillingStack\\[.]java,\\S*package-info\\[.]java\n");
    }

    @Test
    void what_the_formatter_says_of_a_file_is_told() throws IOException, InterruptedException {
        assertThat(start(
                                "echo 'clean file: /B.java'; echo '[ERROR]   src/A.java:L3 error: x'; exit 1",
                                "new",
                                "context",
                                "billing")
                        .waitFor())
                .isEqualTo(Main.FAILED);

        assertThat(said())
                .startsWith("faas: nothing is changed: the formatter failed: src/A.java:L3 error: x; see ")
                .hasLineCount(1);
        assertThat(changed()).isEmpty();
    }

    @Test
    void a_context_is_removed_with_what_the_build_left_of_it() throws IOException, InterruptedException {
        assertThat(start("exit 0", "new", "context", "billing").waitFor()).isZero();
        save("billing-context/target/classes/A.class", "");

        assertThat(start("exit 0", "remove", "context", "billing", "--allow-dirty")
                        .waitFor())
                .isZero();

        assertThat(project.resolve("billing-context")).doesNotExist();
        assertThat(changed()).isEmpty();
    }

    /** In a process of its own, with a formatter that does what the line says. */
    private Process start(String formatter, String... arguments) throws IOException {
        var mvn = elsewhere.resolve("mvn");
        Files.writeString(
                mvn, "#!/bin/sh\necho \"$@\" >'%s'\n%s\n".formatted(elsewhere.resolve("formatting"), formatter));
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + ROOT + "=" + project,
                "-Dfaas.maven-option=-Dmaven.repo.local=" + elsewhere,
                "-cp",
                System.getProperty("java.class.path"),
                "faas.cli.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output().toFile());
        builder.environment().merge("PATH", elsewhere.toString(), (path, first) -> first + ":" + path);
        return builder.start();
    }

    private String said() throws IOException {
        return Files.readString(output());
    }

    private Path output() {
        return elsewhere.resolve("output");
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String changed() throws IOException, InterruptedException {
        return new Git(project).run("status", "--porcelain");
    }

    private void save(String path, String text) throws IOException {
        Files.createDirectories(project.resolve(path).getParent());
        Files.writeString(project.resolve(path), text);
    }
}
