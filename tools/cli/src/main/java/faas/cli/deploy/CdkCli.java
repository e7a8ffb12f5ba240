package faas.cli.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The CDK command line, in the version that {@code infra-cdk/package.json} names.
 *
 * @param folder infra-cdk, whose {@code cdk.json} it reads
 * @param environment variables beside those of this process: where to deploy to, and as whom
 * @param log the file that takes everything that it says
 * @param listener is told each line as well
 */
record CdkCli(Path folder, Map<String, String> environment, Path log, Consumer<String> listener) {

    private static final int LAST_LINES = 3;

    /**
     * Runs it to its end and returns what it said.
     *
     * @throws DeploymentException if it ends with another exit code than 0; the message has its last words
     */
    List<String> run(String... arguments) throws IOException, InterruptedException, DeploymentException {
        install();
        var command = new ArrayList<>(List.of(executable().toString()));
        command.addAll(List.of(arguments));
        var said = new ArrayList<String>();
        int code = start(command, said);
        if (code != 0) {
            throw DeploymentException.failed("cdk " + arguments[0] + " ended with exit code " + code + ": "
                    + lastWords(said) + " (all of it: " + log + ")");
        }
        return said;
    }

    private Path executable() {
        return folder.resolve("node_modules/.bin/cdk");
    }

    /** From npm, once. */
    void install() throws IOException, InterruptedException, DeploymentException {
        if (!Files.isExecutable(executable())) {
            var said = new ArrayList<String>();
            if (start(List.of("npm", "install"), said) != 0) {
                throw DeploymentException.refused("npm could not install the CDK command line: " + lastWords(said)
                        + " (try 'npm install' in " + folder + ")");
            }
        }
    }

    private int start(List<String> command, List<String> said) throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var lines = process.inputReader();
                var copy = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                copy.write(line + "\n");
                copy.flush();
                listener.accept(line);
            }
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    private static String lastWords(List<String> said) {
        var lines =
                said.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return String.join(" ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}
