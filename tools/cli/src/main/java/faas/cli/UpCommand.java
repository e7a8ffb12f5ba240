package faas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.cli.engine.EngineCommand;
import faas.cli.engine.EngineConnection;
import faas.cli.engine.EngineFailedException;
import faas.cli.engine.EngineProcess;
import faas.cli.engine.Shutdown;
import faas.cli.watch.Watch;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the engine and stays until it is told to stop. */
@Command(name = "up", header = "Start the system on this machine and stay", description = """
                Builds what changed, starts the local engine and stays until Ctrl-C or TERM, which stop every \
                process. Prints what to do next, and the system's examples as curl lines.%n%n\
                A function that is debugged runs in one environment, which starts with the engine, without an AOT \
                cache, and takes one invocation at a time; a further synchronous call is throttled. As long as the \
                engine runs, whether a debugger is attached or not, its invocations have no timeout, their deadline \
                is a day away, its events and records do not become too old, and its messages are not redelivered \
                before their batch is done.%n%n\
                With --watch, a saved source of the functions' modules or of infra-cdk is compiled and, where it \
                declares something, synthesized. Functions run the new code from their next invocation on; tables, \
                topics and queues keep their contents. What cannot be changed in a running engine is named, and the \
                engine starts anew without contents, with new URLs and keys. Errors are printed, and the old code goes on. Checks of the \
                build, such as NullAway, are not made. A change of a pom.xml, or of tools, needs a new ./faas up.""")
final class UpCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    /** An engine's exit codes: by itself, after SIGINT, after SIGTERM. */
    private static final Set<Integer> TOLD_TO_END = Set.of(Main.DONE, 128 + 2, 128 + 15);

    /** Where {@code --debug} names a function without a port. */
    private static final String ANY_PORT = "0";

    /** What debuggers, and {@code .vscode/launch.json}, suggest. */
    private static final int FIRST_DEBUG_PORT = 5005;

    /** What CDK adds where a stack needs something of another one: nothing for people. */
    private static final String EXPORT = "ExportsOutput";

    private static final String RULE = "RuleName";

    /** In the connection file: the process that wrote it. */
    private static final String PID = "pid";

    /** In an engine's folder, which no other engine has. */
    private static final String CONNECTION = "up.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The endpoint's port on 127.0.0.1 (default: any that is free)")
    private @Nullable Integer port;

    @Option(names = "--debug", paramLabel = "FUNCTION[=PORT]", mapFallbackValue = ANY_PORT, description = """
                    Let a debugger attach to this function at 127.0.0.1:PORT (default: the first that is free from \
                    5005 on, which is printed unless --json is given); repeatable""")
    private Map<String, Integer> debug = new LinkedHashMap<>();

    @Option(names = "--suspend", description = """
                    Functions of --debug wait for their debugger before they run any code""")
    private boolean suspend;

    @Option(names = "--watch", description = "Take over changed sources while the system runs")
    private boolean watch;

    @Option(names = "--json", description = """
                    Print {"endpoint": …, "region": …, "accessKeyId": …, "secretAccessKey": …, "outputs": {…}, \
                    "logs": …} as the first line of standard output once the engine is ready, and once more if it \
                    starts anew under --watch; no text for people""")
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
            command = command.withPort(free("--port " + port, port));
        }
        if (suspend && debug.isEmpty()) {
            throw new UserErrorException("--suspend: expected --debug with it");
        }
        choosePorts(debug);
        if (port != null && debug.containsValue(port)) {
            throw new UserErrorException("--port " + port + ": expected another port than that of --debug");
        }
        command = command.withDebugged(debug, suspend);
        var changed = changedSinceTheBuild();
        try (var watched = watch || !changed.isEmpty() ? new Watch(root, command.assembly()) : null) {
            if (watched != null && !changed.isEmpty()) {
                System.err.println("Compiling what changed since the build: " + String.join(", ", changed));
                var assembly = watched.catchUp(changed);
                if (assembly.isEmpty()) {
                    return Main.FAILED;
                }
                command = command.withAssembly(assembly.get());
            }
            return stay(command, root, watched);
        }
    }

    /** Modules that {@code ./faas} has left to this command, instead of building them. */
    private static List<String> changedSinceTheBuild() {
        return Stream.of(System.getProperty("faas.changed", "").split(","))
                .filter(module -> !module.isEmpty())
                .toList();
    }

    /** Until the engine ends, or the one that a change has put in its place. */
    private int stay(EngineCommand first, Path root, @Nullable Watch watched)
            throws IOException, InterruptedException, EngineFailedException {
        var command = first;
        while (true) {
            try (var engine = LocalSession.start(command, root);
                    var _ = TrainCaches.whileAtRest(root, engine.connection().endpoint())) {
                leaveConnection(engine);
                if (json) {
                    System.out.println(engine.connection().toJson());
                } else {
                    show(engine.connection(), watched, System.out);
                }
                System.out.flush();
                var changed = watched == null ? Optional.<Path>empty() : watched.update(engine.process(), watch);
                if (changed.isEmpty()) {
                    return ended(engine.process());
                }
                command = command.withAssembly(changed.get())
                        .withPort(engine.connection().endpoint().getPort());
            }
        }
    }

    private static int ended(EngineProcess engine) throws InterruptedException {
        int code = engine.waitFor();
        if (TOLD_TO_END.contains(code) || Shutdown.hasBegun()) {
            return code; // As this process was: a terminal tells both.
        }
        System.err.println("faas: the engine ended by itself with exit code " + code + ": " + engine.lastWord()
                + " (see " + engine.log() + ")");
        return Main.FAILED;
    }

    /** Where other verbs find the engine that {@code up} started last, of those that run. */
    static Path connectionFile(Path root) {
        var engines = root.resolve("target").toFile().listFiles((_, name) -> name.startsWith("engine"));
        return Stream.ofNullable(engines)
                .flatMap(Stream::of)
                .map(engine -> engine.toPath().resolve(CONNECTION))
                .filter(UpCommand::isOfARunningEngine)
                .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                .orElse(root.resolve("target/engine").resolve(CONNECTION));
    }

    /** A process that was killed has left its file. */
    private static boolean isOfARunningEngine(Path file) {
        try {
            return ProcessHandle.of(
                            JSON.readTree(Files.readString(file)).path(PID).asLong())
                    .isPresent();
        } catch (IOException none) {
            return false;
        }
    }

    /** Holds the user's key, so nobody else may read it. */
    private static void leaveConnection(LocalSession engine) throws IOException {
        var file = engine.workDirectory().resolve(CONNECTION);
        var connection = (ObjectNode) JSON.readTree(engine.connection().toJson());
        connection.put(PID, ProcessHandle.current().pid());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, connection + "\n");
        file.toFile().deleteOnExit();
    }

    private void show(EngineConnection engine, @Nullable Watch watched, PrintStream out) {
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
        debug.forEach((function, itsPort) -> out.println(attach(function, itsPort)));
        if (!system.hint().isBlank()) {
            out.println(system.hint());
        }
        if (outputs) {
            showOutputs(engine, out);
        }
        if (watch && watched != null) {
            out.println("Watching the sources of " + watched.modules() + ".");
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

    /** How to attach a debugger to a function. */
    static String attach(String function, int port) {
        return """
                Debug %s at 127.0.0.1:%d:

                  jdb        jdb -attach 127.0.0.1:%d
                  VS Code    Run and Debug, "Attach to a function", port %d
                  IntelliJ   Run, Edit Configurations, +, Remote JVM Debug, host 127.0.0.1, port %d
                """.formatted(function, port, port, port, port);
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

    /** Puts ports in the place of those that may be any. */
    static void choosePorts(Map<String, Integer> debug) throws UserErrorException {
        for (var function : debug.entrySet()) {
            int wanted = function.getValue();
            var option = "--debug " + function.getKey() + "=" + wanted;
            if (Collections.frequency(debug.values(), wanted) > 1 && wanted > 0) {
                throw new UserErrorException(option + ": expected another port for each function");
            }
            function.setValue(wanted == 0 ? firstFree(debug.values()) : free(option, wanted));
        }
    }

    private static int firstFree(Collection<Integer> others) throws UserErrorException {
        for (int port = FIRST_DEBUG_PORT; port <= HIGHEST_PORT; port++) {
            try {
                if (!others.contains(port)) {
                    bind(port);
                    return port;
                }
            } catch (IOException taken) {
                // The next one may be free.
            }
        }
        throw new UserErrorException("--debug: no port from " + FIRST_DEBUG_PORT + " on is free");
    }

    private static int free(String option, int port) throws UserErrorException {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new UserErrorException(option + ": expected 1 to " + HIGHEST_PORT);
        }
        try {
            bind(port);
            return port;
        } catch (IOException e) {
            throw new UserErrorException(option + ": " + e.getMessage());
        }
    }

    private static void bind(int port) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
