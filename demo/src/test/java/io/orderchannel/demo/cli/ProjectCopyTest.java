package io.orderchannel.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.cli.engine.EngineFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for ./faas: "up" says that it is ready and stays, "fail" fails, everything else succeeds. */
class ProjectCopyTest {

    private static final ProjectCopy.Line LINE = new ProjectCopy.Line("Handler.java", "\"hello[^\"]*\"");

    @TempDir
    private Path root;

    private Path log = Path.of("");

    @BeforeEach
    void a_project() throws IOException {
        var script = Files.writeString(root.resolve("faas"), """
                #!/bin/sh
                echo "says $*"  >&2
                case "$1" in
                  up)
                    echo '{"endpoint":"http://127.0.0.1:1","region":"r","accessKeyId":"a","secretAccessKey":"s"}'
                    exec sleep 60 ;;
                  fail) exit 3 ;;
                esac
                """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.writeString(root.resolve("Handler.java"), "say(\"hello\");");
        for (var folder : new String[] {"target", "module/target", "module/src", ".git", "node_modules"}) {
            Files.writeString(Files.createDirectories(root.resolve(folder)).resolve("file"), folder);
        }
        log = root.resolve("target/log");
    }

    @Test
    void the_copy_has_the_sources_alone_and_goes_when_it_is_closed() throws IOException {
        Path folder;
        try (var copy = ProjectCopy.of(root, log)) {
            folder = copy.folder();

            try (var files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile)
                                .map(folder::relativize)
                                .map(Path::toString))
                        .containsExactlyInAnyOrder("faas", "Handler.java", "module/src/file");
            }
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void a_line_is_changed_in_the_copy_alone_and_as_often_as_need_be() throws IOException {
        try (var copy = ProjectCopy.of(root, log)) {
            copy.edit(LINE, "\"hello, 1\"");
            copy.edit(LINE, "\"hello, $2\"");

            assertThat(copy.folder().resolve("Handler.java")).hasContent("say(\"hello, $2\");");
            assertThat(root.resolve("Handler.java")).hasContent("say(\"hello\");");
            assertThatThrownBy(() -> copy.edit(new ProjectCopy.Line("Handler.java", "goodbye"), ""))
                    .hasMessage("Handler.java: expected a line with goodbye");
        }
    }

    @Test
    void a_verb_that_fails_is_named_with_the_log_that_has_its_words() throws Exception {
        try (var copy = ProjectCopy.of(root, log)) {
            assertThat(copy.run("test", "PlaceTest")).isPositive();
            assertThatThrownBy(() -> copy.run("fail"))
                    .isInstanceOf(EngineFailedException.class)
                    .hasMessageContaining("exit code 3; see " + log);
        }
        assertThat(log).content().contains("says test PlaceTest\n", "says fail\n");
    }

    @Test
    void a_system_that_is_up_ends_with_its_copy() throws Exception {
        try (var copy = ProjectCopy.of(root, log)) {
            ProcessHandle process;
            try (var up = copy.up("--watch")) {
                process = up.process().toHandle();
                assertThat(up.engine().endpoint()).hasPort(1);
                assertThat(up.ready()).isPositive();
                assertThat(process.isAlive()).isTrue();
            }
            assertThat(process.isAlive()).isFalse();
        }
        var left = ProjectCopy.of(root, log);
        var process = left.up().process();
        left.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(log).content().contains("says up --json --watch\n");
    }

    @Test
    void the_lines_that_bench_loop_changes_are_there() throws IOException {
        for (var line : new ProjectCopy.Line[] {
            BenchLoopCommand.SHOWN_BY_GET, BenchLoopCommand.LOGGED_BY_ASSIGN, BenchLoopCommand.BATCH_OF_ASSIGN
        }) {
            assertThat(Path.of("..", line.file())).content().containsPattern(line.text());
        }
    }
}
