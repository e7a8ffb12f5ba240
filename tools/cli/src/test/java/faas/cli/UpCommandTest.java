package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandTest {

    @Test
    void functions_are_debugged_with_and_without_a_port() {
        var up = Main.commandLine()
                .parseArgs("up", "--debug", "A", "--debug=B=5006", "--suspend")
                .subcommand();

        assertThat(up.matchedOptionValue("--debug", Map.of())).isEqualTo(Map.of("A", 0, "B", 5006));
        assertThat(up.matchedOptionValue("--suspend", false)).isTrue();
    }

    @Test
    void debugged_functions_without_a_port_get_different_ones() throws UserErrorException {
        var ports = new LinkedHashMap<>(Map.of("A", 0, "B", 0));

        UpCommand.choosePorts(ports);

        assertThat(ports.values()).doesNotHaveDuplicates().allMatch(port -> port >= 5005);
    }

    @Test
    void a_taken_port_is_told_with_its_function() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new LinkedHashMap<>(Map.of("A", taken.getLocalPort()));

            assertThatExceptionOfType(UserErrorException.class)
                    .isThrownBy(() -> UpCommand.choosePorts(ports))
                    .withMessageStartingWith("--debug A=" + taken.getLocalPort() + ": ");
        }
    }

    @Test
    void the_engine_that_was_started_last_of_those_that_run_is_found(@TempDir Path root) throws IOException {
        long here = ProcessHandle.current().pid();
        var first = connection(root, "engine", here, 1);
        var second = connection(root, "engine-2", here, 2);
        connection(root, "engine-3", Long.MAX_VALUE, 3);

        assertThat(UpCommand.connectionFile(root)).isEqualTo(second);
        Files.delete(second);
        assertThat(UpCommand.connectionFile(root)).isEqualTo(first);
    }

    @Test
    void where_none_runs_the_first_ones_file_is_named(@TempDir Path root) {
        assertThat(UpCommand.connectionFile(root)).isEqualTo(root.resolve("target/engine/up.json"));
    }

    private static Path connection(Path root, String engine, long pid, long seconds) throws IOException {
        var file =
                Files.createDirectories(root.resolve("target").resolve(engine)).resolve("up.json");
        Files.writeString(file, "{\"pid\":" + pid + "}");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(seconds)));
        return file;
    }

    @Test
    void each_way_to_attach_names_the_port() {
        assertThat(UpCommand.attach("SendInvoice", 5007).lines())
                .contains("Debug SendInvoice at 127.0.0.1:5007:")
                .filteredOn(line -> line.matches("  (jdb|VS Code|IntelliJ) .*"))
                .hasSize(3)
                .allMatch(line -> line.contains("5007"));
    }
}
