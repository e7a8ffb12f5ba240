package faas.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Answers SQS's, SNS's and Lambda's requests with what a test has set, and remembers them. */
final class StubEngine implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** SNS has the query protocol. */
    private static final Pattern ACTION = Pattern.compile("^Action=(\\w+)");

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Runnable> once = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * An operation, such as {@code SendMessage} or {@code POST functions/demo-Bill/invocations}, and its input.
     *
     * @param invocationType such as {@code Event}; empty for one that invokes nothing, and for the default
     */
    record Request(String operation, String invocationType, JsonNode input) {}

    private record Answer(int status, String functionError, String body) {}

    StubEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    StubEngine answer(String operation, String body) {
        answers.put(operation, new Answer(200, "", body));
        return this;
    }

    StubEngine refuse(String operation, String body) {
        answers.put(operation, new Answer(403, "", body));
        return this;
    }

    StubEngine failFunction(String operation, String body) {
        answers.put(operation, new Answer(200, "Unhandled", body));
        return this;
    }

    /** Does that after the next answer to the operation, before the client has it. */
    StubEngine afterNext(String operation, Runnable change) {
        once.put(operation, change);
        return this;
    }

    /** The requests so far, in order, but for those that only look. */
    List<Request> changes() {
        return requests.stream()
                .filter(request -> !request.operation().matches("(List|Get|Receive).*|GET .*"))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var input = exchange.getRequestBody().readAllBytes();
            var form = ACTION.matcher(new String(input, StandardCharsets.UTF_8));
            var isForm = form.find();
            var request = isForm ? MissingNode.getInstance() : parsed(input);
            var operation = isForm ? form.group(1) : operation(exchange);
            if (operation.equals("GetQueueAttributes")) {
                var url = request.path("QueueUrl").asText();
                operation += " of " + url.substring(url.lastIndexOf('/') + 1);
            }
            requests.add(new Request(
                    operation,
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type"))
                            .orElse(""),
                    request));
            var empty = isForm ? "<" + operation + "Response/>" : "{}";
            var answer = answers.getOrDefault(
                    operation, new Answer(200, "", operation.equals("SendMessage") ? taken(request) : empty));
            if (operation.equals("ReceiveMessage")) {
                // Received messages are hidden from the next one.
                answers.put(operation, new Answer(200, "", "{}"));
            }
            Optional.ofNullable(once.remove(operation)).ifPresent(Runnable::run);
            if (!answer.functionError().isEmpty()) {
                exchange.getResponseHeaders().add("X-Amz-Function-Error", answer.functionError());
            }
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String taken(JsonNode message) {
        return JSON.createObjectNode()
                .put("MessageId", "new")
                .put(
                        "MD5OfMessageBody",
                        md5(message.path("MessageBody").asText().getBytes(StandardCharsets.UTF_8)))
                .put("MD5OfMessageAttributes", md5OfAttributes(message.path("MessageAttributes")))
                .toString();
    }

    /**
     * The SDK checks it, of attributes that are texts here.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">Calculating
     *     the MD5 message digest for message attributes</a>
     */
    static String md5OfAttributes(JsonNode attributes) {
        var bytes = new ByteArrayOutputStream();
        attributes.properties().stream().sorted(Map.Entry.comparingByKey()).forEach(attribute -> {
            put(bytes, attribute.getKey());
            put(bytes, attribute.getValue().path("DataType").asText());
            bytes.write(1);
            put(bytes, attribute.getValue().path("StringValue").asText());
        });
        return md5(bytes.toByteArray());
    }

    private static void put(ByteArrayOutputStream bytes, String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(encoded.length).array());
        bytes.writeBytes(encoded);
    }

    static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String operation(HttpExchange exchange) {
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return target.substring(target.indexOf('.') + 1);
        }
        var path = exchange.getRequestURI().getPath();
        return exchange.getRequestMethod() + " "
                + path.replaceFirst("/[-0-9]+/", "").replaceFirst("/$", "");
    }

    private static JsonNode parsed(byte[] input) {
        try {
            return JSON.readTree(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
