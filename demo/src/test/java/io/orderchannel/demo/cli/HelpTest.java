package io.orderchannel.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code ./faas} itself says of the verbs that this system adds. */
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

    @ParameterizedTest
    @ValueSource(strings = {"demo", "sign"})
    void every_option_of_a_verb_is_known_before_the_build(String verb) throws IOException, InterruptedException {
        assertKnown(verb(verb), verb);
    }

    @Test
    void every_option_of_a_measurement_is_known_before_the_build() throws IOException, InterruptedException {
        for (var measurement : verb("bench").getSubcommands().entrySet()) {
            assertKnown(measurement.getValue(), "bench", measurement.getKey());
        }
    }

    /** An option that the script does not know is refused as such, and not for its lack of a value. */
    private static void assertKnown(CommandLine command, String... words) throws IOException, InterruptedException {
        for (var option : command.getCommandSpec().options()) {
            var argument = option.longestName() + (option.arity().max() == 0 ? "=yes" : "");
            var said = said(2, Stream.concat(Stream.of(words), Stream.of(argument)));
            assertThat(said)
                    .as(String.join(" ", words) + " " + argument)
                    .containsAnyOf(option.longestName() + " has no value", option.longestName() + " takes no value");
        }
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
        return said(0, Stream.of(verb, "--help"));
    }

    private static String said(int expectedCode, Stream<String> arguments) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of(Path.of("..", "faas").toString()), arguments)
                .toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.outputWriter().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(expectedCode);
        return said;
    }
}
