package faas.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void two_engines_at_one_time_have_a_directory_each() throws IOException {
        try (var first = WorkDirectory.take(parent);
                var second = WorkDirectory.take(parent)) {
            assertThat(first.path()).isEqualTo(parent.resolve("engine"));
            assertThat(second.path()).isEqualTo(parent.resolve("engine-2"));
        }
    }

    @Test
    void what_an_engine_wrote_stays_until_the_next_one_starts() throws IOException {
        var log = parent.resolve("engine/logs/PayInvoice/one.log");
        try (var engine = WorkDirectory.take(parent)) {
            Files.createDirectories(log.getParent());
            Files.writeString(engine.path().resolve("logs/PayInvoice/one.log"), "START");
        }
        assertThat(log).hasContent("START");

        try (var next = WorkDirectory.take(parent)) {
            assertThat(next.path()).isEqualTo(parent.resolve("engine"));
            assertThat(parent.resolve("engine/logs")).doesNotExist();
        }
    }

    @Test
    void another_engine_leaves_the_logs_of_a_running_one_alone() throws IOException {
        try (var running = WorkDirectory.take(parent)) {
            var log = Files.writeString(running.path().resolve("engine.log"), "ready");
            try (var other = WorkDirectory.take(parent)) {
                assertThat(other.path()).isNotEqualTo(running.path());
            }
            assertThat(log).hasContent("ready");
        }
    }

    @Test
    void a_process_has_its_directory_until_it_is_killed() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var other = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Other.class.getName(), parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine())
                    .isEqualTo(parent.resolve("engine").toString());
            try (var beside = WorkDirectory.take(parent)) {
                assertThat(beside.path()).isEqualTo(parent.resolve("engine-2"));
            }
        } finally {
            other.destroyForcibly().waitFor();
        }

        try (var next = WorkDirectory.take(parent)) {
            assertThat(next.path()).isEqualTo(parent.resolve("engine"));
        }
    }

    /** Takes a directory and keeps it until its input ends. */
    static final class Other {

        private Other() {}

        public static void main(String[] args) throws IOException {
            try (var taken = WorkDirectory.take(Path.of(args[0]))) {
                System.out.println(taken.path());
                var _ = System.in.read();
            }
        }
    }
}
