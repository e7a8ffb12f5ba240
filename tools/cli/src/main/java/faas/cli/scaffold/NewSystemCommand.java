package faas.cli.scaffold;

import faas.cli.Main;
import faas.cli.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a system of another name in a folder of its own. */
@Command(
        name = "system",
        header = "Make a system of your own, without the contexts of this one",
        description = {
            "Copies what git tracks and no context owns, adds a small context to begin with, and commits all of it in a"
                    + " git repository. This project is not changed."
        },
        exitCodeList = {
            "0:it is made",
            "1:the formatter failed, and nothing is made",
            "2:the package, the name or the folder cannot be taken"
        })
final class NewSystemCommand implements Callable<Integer> {

    /** No class path or argument file of Java can hold them: ./faas refuses a folder with one. */
    private static final Pattern UNUSABLE = Pattern.compile("[:\"\\\\$\\n]");

    @Parameters(paramLabel = "PACKAGE", description = "The Java package that the contexts go in, such as org.shop")
    private String rootPackage = "";

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The system's name, such as web-shop: of its metrics and its container")
    private String name = "";

    @Option(
            names = "--into",
            required = true,
            paramLabel = "DIR",
            description = "The folder to make it in, which is empty or not there yet")
    private Path into = Path.of("");

    @Option(names = "--dry-run", description = "Print the files to be made, and do nothing")
    private boolean dryRun;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, UserErrorException {
        var system = NewSystem.of(rootPackage, name);
        var folder = into.toAbsolutePath().normalize();
        requireUsable(folder);
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var project = Main.root();
        var toolsCommit = commitOf(project);
        var tree = system.tree(project);
        NewSystem.addFirstContext(tree);
        if (dryRun) {
            tree.files().forEach(commandLine.getOut()::println);
            return Main.DONE;
        }
        make(folder);
        try {
            AllOrNothing.run(
                    () -> {
                        NewSystem.write(tree, project, folder);
                        ScaffoldCommand.format(folder, tree);
                        system.commit(folder, toolsCommit);
                    },
                    () -> Tree.deleteFolder(folder),
                    "nothing is made",
                    commandLine.getErr());
        } catch (IOException e) {
            commandLine.getErr().println("faas: nothing is made: " + e.getMessage());
            return Main.FAILED;
        }
        commandLine.getOut().println("""
                Made %1$s in %2$s, %3$d files in one commit.

                  cd %2$s
                  ./faas up                   # builds and starts it
                  ./faas new context NAME     # a context of yours""".formatted(name, folder, tree.files().size()));
        return Main.DONE;
    }

    private static void requireUsable(Path folder) throws IOException, UserErrorException {
        if (UNUSABLE.matcher(folder.toString()).find()) {
            throw refused(
                    folder,
                    "no class path of Java can hold a colon, a quotation mark, a backslash, a dollar sign or a line"
                            + " feed");
        }
        var there = folder;
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent(), "the root exists");
        }
        if (!Files.isDirectory(there)) {
            throw refused(folder, there + " is not a folder");
        }
        if (there.toRealPath().startsWith(Main.root().toRealPath())) {
            throw refused(folder, "expected a folder outside of this project");
        }
        if (!Files.isWritable(there)) {
            throw refused(folder, there + " cannot be written");
        }
        try (var entries = Files.list(there)) {
            if (there.equals(folder) && entries.findAny().isPresent()) {
                throw refused(folder, "is not empty");
            }
        }
    }

    static void make(Path folder) throws UserErrorException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw refused(folder, "cannot be made");
        }
    }

    private static UserErrorException refused(Path folder, String why) {
        return Names.refused("--into", folder.toString(), why);
    }

    private static String commitOf(Path project) throws InterruptedException, UserErrorException {
        try {
            return new Git(project).run("rev-parse", "HEAD").strip();
        } catch (IOException e) {
            throw new UserErrorException(
                    "this project is no git repository with a commit, which says what is copied: " + e.getMessage());
        }
    }
}
