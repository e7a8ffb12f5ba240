package faas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    void each_way_to_attach_names_the_port() {
        assertThat(UpCommand.attach("SendInvoice", 5007).lines())
                .contains("Debug SendInvoice at 127.0.0.1:5007:")
                .filteredOn(line -> line.matches("  (jdb|VS Code|IntelliJ) .*"))
                .hasSize(3)
                .allMatch(line -> line.contains("5007"));
    }
}
