package faas.cli.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.http.Caller;
import faas.cli.http.SignedHttp;
import faas.infra.HttpExample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an engine's services are and as whom to call them.
 *
 * @param sharedEndpoint the one address of SQS, SNS, DynamoDB and Lambda; empty on AWS, where each has its own
 * @param outputs the outputs of all deployed stacks by key
 * @param logs the folder of the functions' logs; empty where they are in CloudWatch Logs
 */
public record EngineConnection(
        Optional<URI> sharedEndpoint, Caller caller, Map<String, String> outputs, Optional<Path> logs) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String LOCALSTACK_NAMES = ".localhost.localstack.cloud";

    public EngineConnection {
        outputs = Map.copyOf(outputs);
    }

    /** An engine that has one address. */
    public EngineConnection(URI endpoint, Caller caller, Map<String, String> outputs) {
        this(Optional.of(endpoint), caller, outputs, Optional.empty());
    }

    /** The same engine, whose functions write their logs to this folder. */
    public EngineConnection withLogs(Path folder) {
        return new EngineConnection(sharedEndpoint, caller, outputs, Optional.of(folder));
    }

    /**
     * Reads the line that {@code ./faas up --json} and the engine's process print when they are ready, and the file that
     * {@code ./faas up} leaves.
     *
     * @throws IOException if the line is something else
     */
    public static EngineConnection parse(String line) throws IOException {
        var ready = JSON.readTree(line);
        var outputs = new LinkedHashMap<String, String>();
        ready.path("outputs")
                .properties()
                .forEach(
                        output -> outputs.put(output.getKey(), output.getValue().asText()));
        return new EngineConnection(
                Optional.of(URI.create(text(ready, "endpoint"))),
                new Caller(text(ready, "region"), text(ready, "accessKeyId"), text(ready, "secretAccessKey")),
                outputs,
                Optional.ofNullable(ready.path("logs").textValue()).map(Path::of));
    }

    /**
     * The one address of every service.
     *
     * @throws IllegalStateException on AWS
     */
    public URI endpoint() {
        return sharedEndpoint.orElseThrow(
                () -> new IllegalStateException("on AWS each service has an address of its own"));
    }

    /** The line that {@link #parse} reads, of an engine that has one address. */
    public String toJson() {
        var line = JSON.createObjectNode()
                .put("endpoint", endpoint().toString())
                .put("region", caller.region())
                .put("accessKeyId", caller.accessKeyId())
                .put("secretAccessKey", caller.secretAccessKey());
        var all = line.putObject("outputs");
        outputs.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(o -> all.put(o.getKey(), o.getValue()));
        logs.ifPresent(folder -> line.put("logs", folder.toString()));
        return line.toString();
    }

    /**
     * The value of a stack output.
     *
     * @throws IllegalStateException if no stack has that output
     */
    public String output(String key) {
        var value = outputs.get(key);
        if (value == null) {
            throw new IllegalStateException("stack output " + key + " is missing; there are "
                    + outputs.keySet().stream().sorted().toList());
        }
        return value;
    }

    /**
     * Where to send a request to one of the functions' URLs. LocalStack gives functions host names that resolve in its
     * own network only, and tells them apart by the {@code Host} header at its endpoint.
     */
    public URI addressOf(URI url) {
        return sharedEndpoint
                .filter(_ -> url.getHost().endsWith(LOCALSTACK_NAMES))
                .map(address ->
                        address.resolve(url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery())))
                .orElse(url);
    }

    /** Whether it is a LocalStack, by the names that its functions' URLs have. */
    public boolean isLocalStack() {
        return outputs.values().stream().anyMatch(value -> value.contains(LOCALSTACK_NAMES));
    }

    /** Sends requests signed by the caller. */
    public SignedHttp http() {
        return new SignedHttp(caller, this::addressOf);
    }

    /** Sends a request of the system's definition, and waits for its answer. */
    public HttpResponse<String> send(HttpExample example) throws IOException, InterruptedException {
        try (var http = http()) {
            var url = URI.create(output(example.output())).resolve(example.path());
            return http.send(example.method(), url, example.headers(), example.body());
        }
    }

    private static String text(JsonNode ready, String field) throws IOException {
        var value = ready.path(field);
        if (!value.isTextual()) {
            throw new IOException("the engine's ready line has no text in \"" + field + "\"");
        }
        return value.textValue();
    }
}
