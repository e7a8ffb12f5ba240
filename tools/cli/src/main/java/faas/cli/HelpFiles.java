package faas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The help of verbs as files. {@code ./faas} shows them, and reads in their synopsis which arguments a verb takes,
 * before anything is built. A test in each module that has verbs compares the committed files with these.
 */
public final class HelpFiles {

    private static final int WIDTH = 110;
    private static final int OPTION_WIDTH = 34;

    private HelpFiles() {}

    /**
     * Writes a file for each command below this one: {@code up.txt}, {@code bench.txt}, {@code bench/window.txt}.
     *
     * @return the files' paths in the folder
     */
    public static List<Path> write(CommandLine parent, Path folder) throws IOException {
        var files = new ArrayList<Path>();
        for (var command : parent.getSubcommands().values()) {
            var usage = command.getCommandSpec().usageMessage();
            if (!usage.hidden()) {
                usage.width(WIDTH).longOptionsMaxWidth(OPTION_WIDTH);
                usage.synopsisHeading("%nUsage: ").descriptionHeading("%n");
                usage.parameterListHeading("%n").optionListHeading("%n");
                usage.exitCodeListHeading(usage.exitCodeList().isEmpty() ? "" : "%nExit code:%n");
                var below = Path.of(command.getCommandName());
                var file = Path.of(below + ".txt");
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(file), command.getUsageMessage(Ansi.OFF));
                files.add(file);
                write(command, folder.resolve(below)).forEach(deeper -> files.add(below.resolve(deeper)));
            }
        }
        return files;
    }
}
