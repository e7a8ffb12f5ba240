package io.orderchannel.order.handler;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import faas.dynamodblocal.DynamoDbLocal;
import faas.kit.FakeContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a function package costs at a cold start: the time from the start of a fresh JVM to PlaceOrder's first
 * answer over DynamoDB Local, once with the context's whole package on the class path and once with only the archives
 * that PlaceOrder itself needs. The runs alternate, so that both meet the same load.
 *
 * <p>Not a test, since it asserts nothing; the decision on the package cites its figures and the command.
 */
public final class ColdStart {
    private static final int RUNS = 11;
    private static final List<String> ONLY_FOR_OTHER_FUNCTIONS = List.of("sns-", "aws-query-protocol-");

    private ColdStart() {}

    public static void main(String[] args) throws Exception {
        Path lib = Path.of("order-context", "target", "function", "lib");
        List<Candidate> candidates = List.of(
                new Candidate("one package per context", archives(lib, _ -> true), new long[RUNS]),
                new Candidate("one package per function", archives(lib, ColdStart::isForPlaceOrder), new long[RUNS]));
        try (DynamoDbLocal dynamoDb = DynamoDbLocal.start()) {
            createTable(dynamoDb.endpoint());
            for (int run = 0; run < RUNS; run++) {
                for (Candidate candidate : candidates) {
                    candidate.millis()[run] = measure(candidate.archives(), dynamoDb.endpoint(), run);
                }
            }
        }
        for (Candidate candidate : candidates) {
            long[] millis = candidate.millis();
            Arrays.sort(millis);
            System.out.printf(
                    "%s: %,d bytes, first answer after %d ms (median of %d; %d to %d)%n",
                    candidate.name(), bytes(candidate.archives()), millis[RUNS / 2], RUNS, millis[0], millis[RUNS - 1]);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Filled as the runs go.
    private record Candidate(String name, List<Path> archives, long[] millis) {}

    private static boolean isForPlaceOrder(String archive) {
        return ONLY_FOR_OTHER_FUNCTIONS.stream().noneMatch(archive::startsWith);
    }

    private static long measure(List<Path> archives, URI endpoint, int run) throws IOException {
        List<String> classPath = new ArrayList<>();
        archives.forEach(archive -> classPath.add(archive.toString()));
        classPath.add(Path.of("order-context", "target", "test-classes").toString());
        classPath.add(Path.of("function-kit", "target", "test-classes").toString());
        // As on Lambda without SnapStart: https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx400m",
                        "-cp",
                        String.join(":", classPath),
                        Environment.class.getName(),
                        Integer.toString(run))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "ORDERS_TABLE", "orders",
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "AWS_ENDPOINT_URL", endpoint.toString()));
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader output = process.inputReader()) {
            for (@Nullable String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals("201")) {
                    return (System.nanoTime() - start) / 1_000_000;
                }
            }
        } finally {
            process.destroy();
        }
        throw new IllegalStateException("PlaceOrder did not answer 201");
    }

    /** The process that is measured. */
    static final class Environment {
        private Environment() {}

        public static void main(String[] args) {
            APIGatewayV2HTTPEvent event = APIGatewayV2HTTPEvent.builder()
                    .withRawPath("/orders")
                    .withHeaders(Map.of(
                            "content-type",
                            "application/json",
                            "idempotency-key",
                            ProcessHandle.current().pid() + "-" + args[0]))
                    .withBody("{\"customerId\":\"c\",\"items\":[{\"sku\":\"s\",\"quantity\":1,"
                            + "\"unitPrice\":{\"amount\":1,\"currency\":\"EUR\"}}]}")
                    .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                            .withRequestId("request-1")
                            .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                                    .withMethod("POST")
                                    .build())
                            .build())
                    .build();
            APIGatewayV2HTTPResponse response = new PlaceOrderHandler().handleRequest(event, new FakeContext(30_000));
            System.out.println(response.getStatusCode());
        }
    }

    private static List<Path> archives(Path lib, Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static long bytes(List<Path> archives) throws IOException {
        long bytes = 0;
        for (Path archive : archives) {
            bytes += Files.size(archive);
        }
        return bytes;
    }

    private static void createTable(URI endpoint) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(endpoint)
                            .header("X-Amz-Target", "DynamoDB_20120810.CreateTable")
                            .header("Content-Type", "application/x-amz-json-1.0")
                            .header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                                            + " SignedHeaders=host, Signature=0")
                            .POST(HttpRequest.BodyPublishers.ofString("""
                                    {"TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
                                     "AttributeDefinitions": [{"AttributeName": "orderId", "AttributeType": "S"}],
                                     "KeySchema": [{"AttributeName": "orderId", "KeyType": "HASH"}]}"""))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("CreateTable: " + response.body());
            }
        }
    }
}
