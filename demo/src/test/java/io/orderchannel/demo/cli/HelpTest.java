package io.orderchannel.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import faas.cli.HelpFiles;
import faas.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code ./faas} itself says of the verbs that this system adds. */
class HelpTest {

    private static final Path SCRIPT = Path.of("..", "faas");
    private static final Path HELP = Path.of("help");

    @ParameterizedTest
    @ValueSource(strings = {"demo", "sign"})
    void help_names_every_option_of_a_verb(String verb) throws IOException, InterruptedException {
        var help = help(verb);

        assertThat(verb(verb).getCommandSpec().optionsMap().keySet())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(help).contains("[" + option).contains("\n      " + option));
    }

    @Test
    void help_of_each_verb_is_what_its_declaration_prints() throws IOException {
        var printed = Path.of("target/help");
        var faas = new CommandLine(CommandSpec.create().name("./faas"));
        new DemoVerbs().commands().forEach(faas::addSubcommand);

        var files = HelpFiles.write(faas, printed);

        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(HELP.resolve(file))
                        .as("to write it anew: cp -r demo/target/help demo")
                        .hasSameTextualContentAs(printed.resolve(file)));
        assertThat(helpFiles()).map(HELP::relativize).containsExactlyInAnyOrderElementsOf(files);
    }

    @Test
    void the_demo_and_every_measurement_print_their_figures_as_json_too() {
        assertThat(verb("demo").getCommandSpec().optionsMap()).containsKey("--json");
        assertThat(verb("bench").getSubcommands().values())
                .isNotEmpty()
                .allSatisfy(measurement ->
                        assertThat(measurement.getCommandSpec().optionsMap()).containsKey("--json"));
    }

    @Test
    void the_verbs_are_shown_with_the_others() throws IOException, InterruptedException {
        assertThat(said(0, Stream.of("help"))).contains("\n  demo ", "\n  sign ", "\n  bench ", "\n  up ");
    }

    @Test
    void bench_help_names_every_measurement_and_option() throws IOException, InterruptedException {
        var help = help("bench");
        var measurements = verb("bench").getSubcommands();

        assertThat(measurements).isNotEmpty();
        for (var measurement : measurements.entrySet()) {
            var name = measurement.getKey();
            assertThat(help).contains("\n  " + name + " ");
            assertThat(measurement.getValue().getCommandSpec().optionsMap().keySet())
                    .isNotEmpty()
                    .allSatisfy(option -> assertThat(help("bench", name)).contains("./faas bench " + name, option));
        }
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    demo --orders none.jsonl          | --orders none.jsonl: no such file
                    demo --orders=src                 | --orders src: not a file
                    demo --orders                     | --orders has no value
                    demo --rate 0.0                   | --rate 0.0: expected a number above 0
                    demo --rate=fast                  | --rate fast: expected a number above 0
                    demo --concurrency 0              | --concurrency 0: expected a whole number of at least 1
                    demo --engine azure               | --engine azure: expected local, localstack or aws
                    demo --primed=yes                 | --primed takes no value
                    demo --rate 1 --rate 2            | --rate is given twice
                    demo few.jsonl                    | demo takes no 'few.jsonl'
                    demo --fast                       | demo takes no '--fast'
                    demo --rat 3                      | demo takes no '--rat'
                    sign                              | sign needs BODY
                    bench                             | bench: expected chaos, engines, loop, memory, throughput or window
                    bench speed                       | bench speed: expected chaos, engines, loop, memory
                    bench ../demo                     | bench ../demo: expected chaos, engines, loop, memory
                    bench window --count 0            | --count 0: expected a whole number of at least 1
                    bench window --count 1 --sizes 2  | bench window takes no '--sizes'
                    bench window fast                 | bench window takes no 'fast'
                    """)
    void an_argument_that_cannot_be_is_named_before_the_build(
            String arguments, String message, @TempDir Path nothingToBuild) throws IOException, InterruptedException {
        for (var file : helpFiles()) {
            var copy = nothingToBuild.resolve("demo").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        var script = Files.copy(SCRIPT, nothingToBuild.resolve("faas"));

        assertThat(said(2, script, Stream.of(arguments.split(" "))))
                .startsWith("faas: " + message)
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    demo --report src                 | --report src: cannot be written
                    demo --report pom.xml/none/r.json | --report pom.xml/none/r.json: its folder cannot be made
                    demo --primed --engine aws        | --primed with --engine aws: only the local engine can
                    demo --concurrency 1.5            | Invalid value for option '--concurrency': '1.5' is not an int
                    sign {} --id a.b                  | --id 'a.b': expected text without a full stop
                    bench window --windows 1,,2       | Invalid value for option '--windows' (SECONDS): '' is not an int
                    bench chaos --orders 1000001      | --orders 1000001: expected 1 to 1000000
                    bench chaos --kill-every 0.01     | --kill-every 0.01: expected 0.1 to 3600
                    bench chaos --poison 101          | --poison 101: expected 0 to 100
                    bench chaos --seed=-1             | --seed -1: expected 0 to 2147483647
                    """)
    void an_argument_that_the_program_refuses_is_named(String arguments, String message) {
        var err = new StringWriter();
        System.setProperty("faas.root", "..");
        int code;
        try {
            code = Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments.split(" "));
        } finally {
            System.clearProperty("faas.root");
        }

        assertThat(err.toString()).startsWith("faas: " + message).hasLineCount(1);
        assertThat(code).isEqualTo(Main.REFUSED);
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

    private static List<Path> helpFiles() throws IOException {
        try (var present = Files.walk(HELP)) {
            return present.filter(Files::isRegularFile).toList();
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

    private static String help(String... verb) throws IOException, InterruptedException {
        return said(0, Stream.concat(Stream.of(verb), Stream.of("--help")));
    }

    private static String said(int expectedCode, Stream<String> arguments) throws IOException, InterruptedException {
        return said(expectedCode, SCRIPT, arguments);
    }

    private static String said(int expectedCode, Path script, Stream<String> arguments)
            throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of(script.toString()), arguments).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.outputWriter().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(expectedCode);
        return said;
    }
}
