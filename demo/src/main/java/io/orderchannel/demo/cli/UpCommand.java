package io.orderchannel.demo.cli;

import io.orderchannel.demo.engine.EngineCommand;
import io.orderchannel.demo.engine.EngineConnection;
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
@Command(name = "up")
final class UpCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    /** What CDK adds where a stack needs something of another one: nothing for people. */
    private static final String EXPORT = "ExportsOutput";

    @Option(names = "--port", paramLabel = "N")
    private @Nullable Integer port;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var root = Main.root();
        var command = EngineCommand.of(root);
        if (port != null) {
            command = command.withPort(free(port));
        }
        try (var engine = LocalSession.start(command, root)) {
            if (json) {
                System.out.println(engine.connection().toJson());
            } else {
                show(engine.connection(), System.out);
            }
            System.out.flush();
            leaveConnection(engine.connection(), root);
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

    private static void leaveConnection(EngineConnection engine, Path root) throws IOException {
        var file = connectionFile(root);
        Files.writeString(file, engine.toJson() + "\n");
        file.toFile().deleteOnExit();
    }

    private static void show(EngineConnection engine, PrintStream out) {
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
        out.println("Ready.");
        out.println();
        places.forEach((name, place) -> out.println("  " + name + " ".repeat(width - name.length() + 1) + place));
        out.println();
        out.println("Place an order:");
        out.println();
        out.println(placeOrder(engine));
        out.println();
        out.println("Look at it; its id is in the answer:");
        out.println();
        out.println(getOrder(engine));
        out.println();
        out.println("Start what a schedule starts, from another terminal:");
        out.println();
        engine.outputs().keySet().stream()
                .filter(key -> key.endsWith("RuleName"))
                .sorted()
                .forEach(key -> out.println("  ./faas fire " + key.substring(0, key.length() - "RuleName".length())));
        out.println();
        out.println(
                "Report as the partner. Place an order of sku PARTNER-SILENT-1, with another Idempotency-Key, so that the");
        out.println("simulated partner says nothing; this prints a signed curl line:");
        out.println();
        out.println("  ./faas sign '{\"assignmentId\":\"assignment-ORDER_ID\",\"update\":\"shipped\"}'");
        out.println();
        out.println("Ctrl-C stops everything.");
    }

    static String placeOrder(EngineConnection engine) {
        return signed(
                engine,
                URI.create(engine.output("PlaceOrderUrl")).resolve("/orders"),
                "-H 'Content-Type: application/json' \\\n    -H 'Idempotency-Key: my-first-order' -d '" + ORDER + "' ");
    }

    private static String getOrder(EngineConnection engine) {
        return signed(engine, URI.create(engine.output("GetOrderUrl")).resolve("/orders/ORDER_ID"), "");
    }

    /** https://curl.se/docs/manpage.html#--aws-sigv4 */
    private static String signed(EngineConnection engine, URI url, String request) {
        var caller = engine.caller();
        var address = engine.addressOf(url);
        return "  curl --aws-sigv4 'aws:amz:%s:lambda' --user '%s:%s' %s\\\n"
                        .formatted(caller.region(), caller.accessKeyId(), caller.secretAccessKey(), request)
                + host(url, address)
                + "    '" + address + "'";
    }

    private static String host(URI url, URI address) {
        return url.equals(address) ? "" : "    -H 'Host: " + url.getAuthority() + "' \\\n";
    }

    private static final String ORDER = """
            {"customerId":"c-001","channel":"COURIER","items":[{"sku":"tea-001","quantity":2,\
            "unitPrice":{"amount":450,"currency":"EUR"}}]}""";

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
