package faas.cli.scaffold;

import faas.cli.Main;
import faas.cli.UserErrorException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Changes the project's sources: all of a change is made, or nothing. */
abstract class ScaffoldCommand implements Callable<Integer> {

    @Option(names = "--dry-run", description = "Print the files to be made and changed, and do nothing")
    private boolean dryRun;

    @Option(names = "--allow-dirty", description = "Even where git knows of changes that are not committed")
    private boolean allowDirty;

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Makes the change.
     *
     * @return what to decide next, and what to try
     */
    abstract String change(Tree tree) throws UserErrorException;

    @Override
    public Integer call() throws IOException, InterruptedException, UserErrorException {
        var root = Main.root();
        var commandLine = Objects.requireNonNull(spec).commandLine();
        var out = commandLine.getOut();
        var tree = Tree.read(root);
        var next = change(tree);
        if (!dryRun && !allowDirty) {
            requireClean(root);
        }
        if (!dryRun) {
            try {
                AllOrNothing.run(
                        () -> {
                            tree.write(root);
                            format(root, tree);
                        },
                        () -> tree.restore(root),
                        "nothing is changed",
                        commandLine.getErr());
            } catch (IOException e) {
                commandLine.getErr().println("faas: nothing is changed: " + reason(e));
                return Main.FAILED;
            }
        }
        tree.changes().keySet().forEach(path -> out.println("%-7s %s".formatted(tree.kind(path), path)));
        if (!dryRun) {
            out.println("\n" + next.strip());
        }
        return Main.DONE;
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException file
                ? file.getFile() + ": " + Objects.requireNonNullElse(file.getReason(), "cannot be written")
                : String.valueOf(e.getMessage());
    }

    private static void requireClean(Path root) throws InterruptedException, UserErrorException {
        List<String> changed;
        try {
            changed = new Git(root)
                    .run("status", "--porcelain")
                    .lines()
                    .map(line -> line.substring(3))
                    .toList();
        } catch (IOException e) {
            // No repository, or no git: what is lost by the change cannot be known.
            return;
        }
        if (!changed.isEmpty()) {
            throw new UserErrorException("%s%s not committed: expected a clean tree, or --allow-dirty"
                    .formatted(
                            changed.getFirst(),
                            changed.size() == 1 ? " is" : " and %d more are".formatted(changed.size() - 1)));
        }
    }

    /**
     * Sets imports, line breaks and indentation as the build wants them.
     *
     * @throws IOException where it fails
     */
    static void format(Path root, Tree tree) throws IOException, InterruptedException {
        var sources = tree.changes().keySet().stream()
                .filter(path -> path.endsWith(".java") && tree.has(path))
                .toList();
        if (sources.isEmpty()) {
            return;
        }
        var modules = sources.stream()
                .map(path -> path.substring(0, path.indexOf('/')))
                .distinct()
                .collect(Collectors.joining(","));
        // Regular expressions: no other file of these modules is touched.
        var files =
                sources.stream().map(path -> ".*/" + path.replace(".", "[.]")).collect(Collectors.joining(","));
        var log = Files.createDirectories(root.resolve("target")).resolve("faas-format.log");
        var command = new ArrayList<>(List.of("mvn", "-B", "-Dstyle.color=never"));
        // Where ./faas has Maven download to, if not to the usual place.
        Optional.ofNullable(System.getProperty("faas.maven-option"))
                .filter(option -> !option.isEmpty())
                .ifPresent(command::add);
        command.addAll(List.of("spotless:apply", "-pl", modules, "-DspotlessFiles=" + files));
        var code = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code != 0) {
            // The file, its line, and what is wrong there.
            var said = Files.readString(log)
                    .lines()
                    .filter(line -> line.matches("\\[ERROR] +\\S+\\.java:.*"))
                    .findFirst()
                    .map(line -> ": " + line.replaceFirst("\\[ERROR] +", ""));
            throw new IOException("the formatter failed" + said.orElse("") + "; see " + log);
        }
    }
}
