package io.orderchannel.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {

    @ParameterizedTest
    @ValueSource(strings = {"demo", "sign"})
    void help_names_every_option_of_a_verb(String verb) throws IOException, InterruptedException {
        var help = help(verb);

        assertThat(verb(verb).getCommandSpec().optionsMap().keySet())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(help).contains("[" + option).contains("\n  " + option + " "));
    }

    @Test
    void bench_help_names_every_measurement_and_option() throws IOException, InterruptedException {
        var help = help("bench");

        assertThat(verb("bench").getSubcommands())
                .isNotEmpty()
                .allSatisfy((name, measurement) -> assertThat(
                                measurement.getCommandSpec().optionsMap().keySet())
                        .allSatisfy(option -> assertThat(help).contains("bench " + name, option)));
    }

    private static CommandLine verb(String name) {
        return new DemoVerbs()
                .commands().stream()
                        .map(CommandLine::new)
                        .filter(command -> Objects.equals(command.getCommandName(), name))
                        .findFirst()
                        .orElseThrow();
    }

    private static String help(String verb) throws IOException, InterruptedException {
        var process = new ProcessBuilder(Path.of("..", "faas").toString(), verb, "--help")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.outputWriter().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
