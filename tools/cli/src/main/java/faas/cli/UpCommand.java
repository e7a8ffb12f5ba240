package faas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.cli.engine.EngineCommand;
import faas.cli.engine.EngineConnection;
import faas.infra.HttpExample;
import faas.infra.SystemDefinition;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the engine and stays until it is told to stop. */
@Command(name = "up", header = "Start the system on this machine and stay", description = """
                Builds what changed, starts the local engine and stays until Ctrl-C or TERM, which stop every \
                process. Prints what to do next, and the system's examples as curl lines.""")
final class UpCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    /** What CDK adds where a stack needs something of another one: nothing for people. */
    private static final String EXPORT = "ExportsOutput";

    private static final String RULE = "RuleName";

    /** In the connection file: the folder of the functions' logs. */
    static final String LOGS = "logs";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The endpoint's port on 127.0.0.1 (default: any that is free)")
    private @Nullable Integer port;

    @Option(names = "--json", description = """
                    Print {"endpoint": …, "region": …, "accessKeyId": …, "secretAccessKey": …, "outputs": {…}} as \
                    the first line of standard output once the engine is ready, and no text for people""")
    private boolean json;

    @Option(
            names = "--outputs",
            description =
                    "Print the endpoint, the credentials and the stacks' outputs as well: URLs, tables, topics, queues")
    private boolean outputs;

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        var command = EngineCommand.of(root);
        if (port != null) {
            command = command.withPort(free(port));
        }
        try (var engine = LocalSession.start(command, root)) {
            leaveConnection(engine, root);
            if (json) {
                System.out.println(engine.connection().toJson());
            } else {
                show(engine.connection(), System.out);
            }
            System.out.flush();
            int code = engine.process().waitFor();
            if (code == Main.DONE) {
                return Main.DONE; // It was told to end, as this process was.
            }
            System.err.println("faas: the engine ended by itself with exit code " + code + "; see "
                    + engine.process().log());
            return Main.FAILED;
        }
    }

    /** Where other verbs find the engine that {@code up} started last. */
    static Path connectionFile(Path root) {
        return root.resolve("target/up.json");
    }

    private static void leaveConnection(LocalSession engine, Path root) throws IOException {
        var file = connectionFile(root);
        var connection = JSON.readTree(engine.connection().toJson());
        ((ObjectNode) connection).put(LOGS, engine.logs().toString());
        Files.writeString(file, connection + "\n");
        file.toFile().deleteOnExit();
    }

    private void show(EngineConnection engine, PrintStream out) {
        var system = SystemDefinition.load();
        out.println("Ready. From another terminal:");
        out.println();
        out.println("  ./faas logs --follow           what functions log; ./faas logs FUNCTION: one of them");
        out.println("  ./faas send FILE --to NAME     a message to a topic or a queue, or a function's input");
        engine.outputs().keySet().stream()
                .filter(key -> key.endsWith(RULE))
                .sorted()
                .map(key -> "  ./faas fire " + key.substring(0, key.length() - RULE.length()))
                .forEach(line -> out.printf("%-32s what its schedule starts, now%n", line));
        out.println();
        for (var example : system.examples()) {
            out.println(example.title());
            out.println();
            out.println(curl(engine, example.request()));
            out.println();
        }
        if (!system.hint().isBlank()) {
            out.println(system.hint());
        }
        if (outputs) {
            showOutputs(engine, out);
        }
        out.println("Ctrl-C stops everything." + (outputs ? "" : " With --outputs, up prints every address."));
    }

    private static void showOutputs(EngineConnection engine, PrintStream out) {
        var caller = engine.caller();
        var places = new LinkedHashMap<String, String>();
        places.put("endpoint", engine.endpoint().toString());
        places.put("region", caller.region());
        places.put("access key id", caller.accessKeyId());
        places.put("secret access key", caller.secretAccessKey());
        engine.outputs().entrySet().stream()
                .filter(output -> !output.getKey().startsWith(EXPORT))
                .sorted(Map.Entry.comparingByKey())
                .forEach(output -> places.put(output.getKey(), output.getValue()));
        int width = places.keySet().stream().mapToInt(String::length).max().orElse(0);
        places.forEach((name, place) -> out.println("  " + name + " ".repeat(width - name.length() + 1) + place));
        out.println();
    }

    /** https://curl.se/docs/manpage.html#--aws-sigv4 */
    static String curl(EngineConnection engine, HttpExample example) {
        var caller = engine.caller();
        var url = URI.create(engine.output(example.output())).resolve(example.path());
        var address = engine.addressOf(url);
        var line = new StringBuilder("  curl --aws-sigv4 'aws:amz:%s:lambda' --user '%s:%s' \\\n"
                .formatted(caller.region(), caller.accessKeyId(), caller.secretAccessKey()));
        example.headers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(header -> line.append("    -H '%s: %s' \\\n".formatted(header.getKey(), header.getValue())));
        if (!example.body().isEmpty()) {
            line.append("    -d '").append(example.body()).append("' \\\n");
        }
        return line + host(url, address) + "    '" + address + "'";
    }

    private static String host(URI url, URI address) {
        return url.equals(address) ? "" : "    -H 'Host: " + url.getAuthority() + "' \\\n";
    }

    private static int free(int port) throws UserErrorException {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new UserErrorException("--port " + port + ": expected 1 to " + HIGHEST_PORT);
        }
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException e) {
            throw new UserErrorException("--port " + port + ": " + e.getMessage());
        }
    }
}
