package faas.dynamodblocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoDbLocalIT {
    private static final String CREATE_TABLE = """
            {"TableName": "things", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
             "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"}}""";

    /** DynamoDB Local lets every web page read its answers. */
    @Test
    void without_its_path_it_answers_nothing() throws Exception {
        try (DynamoDbLocal local = DynamoDbLocal.start()) {
            assertThat(call(local.endpoint(), "ListTables", "{}")).contains("TableNames");
            for (String path : List.of("/", "/other", "//")) {
                assertThat(send(
                                        URI.create("http://127.0.0.1:"
                                                + local.endpoint().getPort() + path),
                                        "ListTables",
                                        "{}")
                                .statusCode())
                        .as(path)
                        .isBetween(400, 404);
            }
        }
    }

    @Test
    void answers_with_a_table_and_its_stream() throws Exception {
        try (DynamoDbLocal local = DynamoDbLocal.start()) {
            assertThat(call(local.endpoint(), "CreateTable", CREATE_TABLE)).contains("LatestStreamArn");
            call(local.endpoint(), "PutItem", "{\"TableName\": \"things\", \"Item\": {\"id\": {\"S\": \"a\"}}}");

            assertThat(call(
                            local.endpoint(),
                            "GetItem",
                            "{\"TableName\": \"things\", \"Key\": {\"id\": {\"S\": \"a\"}}, \"ConsistentRead\": true}"))
                    .isEqualTo("{\"Item\":{\"id\":{\"S\":\"a\"}}}");
        }
    }

    @Test
    void two_at_once_have_tables_of_their_own() throws Exception {
        try (DynamoDbLocal one = DynamoDbLocal.start();
                DynamoDbLocal other = DynamoDbLocal.start()) {
            call(one.endpoint(), "CreateTable", CREATE_TABLE);

            assertThat(call(other.endpoint(), "ListTables", "{}")).isEqualTo("{\"TableNames\":[]}");
        }
    }

    @Test
    void listens_on_loopback_only() throws Exception {
        List<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        try (DynamoDbLocal local = DynamoDbLocal.start()) {
            for (InetAddress address : outside) {
                assertThatThrownBy(() -> new Socket(address, local.endpoint().getPort()).close())
                        .as("a connection to %s", address)
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void close_leaves_no_process() {
        DynamoDbLocal local = DynamoDbLocal.start();

        local.close();

        assertThat(local.process().isAlive()).isFalse();
    }

    @Test
    void ends_when_its_parent_is_killed() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine().trim())).orElseThrow();

            parent.destroyForcibly();

            await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
        }
    }

    @Test
    void an_end_that_nobody_asked_for_is_told() throws Exception {
        try (DynamoDbLocal local = DynamoDbLocal.start()) {
            assertThat(local.failure()).isNotDone();

            local.process().destroyForcibly();

            assertThat(local.failure().get(10, TimeUnit.SECONDS)).isEqualTo("DynamoDB Local ended with exit code 137");
        }
    }

    @Test
    void an_end_that_was_asked_for_is_no_failure() {
        DynamoDbLocal local = DynamoDbLocal.start();

        local.close();

        // A failure would be told within milliseconds of the end.
        assertThat(local.failure()).failsWithin(Duration.ofMillis(500)).withThrowableOfType(TimeoutException.class);
    }

    @Test
    void an_end_is_told_while_other_tasks_hold_up_the_common_pool() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            var _ = ForkJoinPool.commonPool().submit(() -> {
                released.await();
                return true;
            });
        }
        try (DynamoDbLocal local = DynamoDbLocal.start()) {
            local.process().destroyForcibly();

            assertThat(local.failure()).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            released.countDown();
        }
    }

    @Test
    void a_child_that_cannot_start_is_explained_by_what_it_printed(@TempDir Path directory) throws Exception {
        Path arguments = Files.writeString(directory.resolve("server.args"), "-cp no-such.jar NoSuchMain");

        assertThatThrownBy(() -> DynamoDbLocal.start(new JvmLaunch(arguments)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended before it listened")
                .hasMessageContaining("NoSuchMain");
    }

    /** A process that starts DynamoDB Local, tells its process id and stays until it is killed. */
    static final class Parent {
        public static void main(String[] args) throws IOException {
            System.out.println(DynamoDbLocal.start().process().pid());
            System.in.read();
        }
    }

    private static String call(URI endpoint, String operation, String body) throws Exception {
        HttpResponse<String> response = send(endpoint, operation, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static HttpResponse<String> send(URI endpoint, String operation, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(endpoint)
                            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                            .header("Content-Type", "application/x-amz-json-1.0")
                            .header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                                            + " SignedHeaders=host, Signature=0")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
