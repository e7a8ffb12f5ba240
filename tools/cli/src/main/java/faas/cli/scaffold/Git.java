package faas.cli.scaffold;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The git command line.
 *
 * @param folder a repository, or one to be
 */
record Git(Path folder) {

    /**
     * Runs a command to its end and returns what it printed.
     *
     * @throws IOException if there is no git, or with git's words if it ends with another exit code than 0
     */
    String run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // A hook of git that calls this has them set for its own repository.
        builder.environment().keySet().removeAll(List.of("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"));
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("git " + arguments[0] + ": " + said.strip());
        }
        return said;
    }

    /** Whether somebody is set as the author of commits. */
    boolean knowsItsUser() throws InterruptedException {
        try {
            run("config", "user.name");
            run("config", "user.email");
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
