package faas.cli.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers in the place of AWS what a test has told it, and notes what it was asked: {@code DescribeTable
 * {"TableName":"a"}}, {@code UpdateTerminationProtection EnableTerminationProtection=false&StackName=a} or {@code GET
 * /2015-03-31/functions/a/aliases/live}. What it was told nothing of is not found.
 */
final class AwsStandIn implements AutoCloseable {

    private record Reply(Pattern request, int status, String body) {}

    private final HttpServer server;
    private final List<Reply> replies = new CopyOnWriteArrayList<>();
    private final List<Reply> once = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    AwsStandIn() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Requests that match are answered so from now on; the last word counts. */
    AwsStandIn on(String request, int status, String body) {
        replies.addFirst(new Reply(Pattern.compile(request), status, body));
        return this;
    }

    AwsStandIn on(String request, String body) {
        return on(request, 200, body);
    }

    /** As above, for the next such request only. */
    AwsStandIn once(String request, int status, String body) {
        once.addFirst(new Reply(Pattern.compile(request), status, body));
        return this;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        var request = request(exchange, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(request);
        var reply = Stream.concat(once.stream(), replies.stream())
                .filter(one -> one.request().matcher(request).find())
                .findFirst()
                .orElseGet(() -> new Reply(Pattern.compile(""), 400, notFound(exchange, request)));
        once.remove(reply);
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("x-amzn-ErrorType", reply.status() == 403 ? "AccessDeniedException" : "ResourceNotFoundException");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String request(HttpExchange exchange, String body) {
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return target.substring(target.indexOf('.') + 1) + " " + body;
        }
        if (body.startsWith("Action=") || body.contains("&Action=") || body.contains("Version=")) {
            Map<String, String> parameters = new TreeMap<>();
            for (var parameter : body.split("&", -1)) {
                var parts = parameter.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            parameters.remove("Version");
            var action = parameters.remove("Action");
            return action + " "
                    + String.join(
                            "&",
                            parameters.entrySet().stream().map(Object::toString).toList());
        }
        return exchange.getRequestMethod() + " " + exchange.getRequestURI() + (body.isEmpty() ? "" : " " + body);
    }

    private static String notFound(HttpExchange exchange, String request) {
        if (exchange.getRequestHeaders().containsKey("X-Amz-Target")) {
            var queue = request.startsWith("GetQueueUrl");
            return "{\"__type\":\"%s\",\"message\":\"none\"}"
                    .formatted(queue ? "com.amazonaws.sqs#QueueDoesNotExist" : "ResourceNotFoundException");
        }
        return request.startsWith("GET ") || request.startsWith("PUT ") || request.startsWith("DELETE ")
                ? "{\"Message\":\"none\"}"
                : "<ErrorResponse><Error><Code>NotFound</Code><Message>Stack does not exist</Message></Error></ErrorResponse>";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
