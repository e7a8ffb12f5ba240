package faas.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import faas.cli.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands of docs/new-context.md, and the files and names that it promises. */
class NewContextPageTest {

    private static final Path PAGE = Path.of("../../docs/new-context.md");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");
    private static final Pattern FILE = Pattern.compile("`(\\w+/)*(\\w+\\.java)`|`(\\w+(Test|IT|Contract))`");

    @Test
    void its_commands_make_what_it_says() throws IOException, UserErrorException {
        var page = Files.readString(PAGE);
        var tree = PlantedProject.tree();

        var commands = page.replace("\\\n", "")
                .lines()
                .filter(line -> line.startsWith("./faas new "))
                .toList();
        for (var command : commands) {
            run(tree, command);
        }

        assertThat(commands).hasSize(5);
        var made = tree.changes().keySet().stream()
                .map(path -> path.replaceFirst(".*/", ""))
                .toList();
        var named = FILE.matcher(page)
                .results()
                .map(match -> match.group(2) != null ? match.group(2) : match.group(3) + ".java")
                .filter(name -> name.contains("Invoice") || name.contains("Billing"))
                .toList();
        assertThat(named)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(made).contains(name));
        assertThat(tree.text(useCase(tree)))
                .contains("// Your business step: what the event changes in the invoice.\n")
                .contains("EventData data = event.data();", "Invoice next = invoice.changed(");
    }

    @Test
    void what_is_removed_leaves_no_trace() throws IOException, UserErrorException {
        var tree = PlantedProject.tree();
        run(tree, "./faas new context billing");

        run(tree, "./faas remove context billing");

        assertThat(tree.changes()).isEmpty();
        assertThat(Files.readString(PAGE)).contains("`./faas remove context billing`");
    }

    private static String useCase(Tree tree) {
        return tree.files().stream()
                .filter(path -> path.endsWith("/application/MakeInvoice.java"))
                .findFirst()
                .orElseThrow();
    }

    private static void run(Tree tree, String command) throws UserErrorException {
        var words = WORD.matcher(command)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toList();
        var verbs = new CommandLine(new NewCommand());
        var given = words.subList(2, words.size());
        if (words.get(1).equals("remove")) {
            verbs = new CommandLine(new RemoveCommand());
        }
        var parsed = verbs.parseArgs(given.toArray(String[]::new));
        var chosen = parsed.subcommand().commandSpec().userObject();
        ((ScaffoldCommand) chosen).change(tree);
    }
}
