package faas.cli.deploy;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of AWS where it cannot be deployed to, by what answers in its place. */
class PlaceTest {

    private static final Map<String, String> USER =
            Map.of("aws.accessKeyId", "AK", "aws.secretAccessKey", "SK", "aws.maxAttempts", "1");
    private static final String ENDPOINT = "aws.endpointUrl";

    private final List<HttpServer> servers = new ArrayList<>();

    @BeforeEach
    void logIn() {
        System.getProperties().putAll(USER);
    }

    @AfterEach
    void logOut() {
        System.getProperties().keySet().removeAll(USER.keySet());
        System.clearProperty(ENDPOINT);
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void an_address_where_nothing_listens_is_unreachable_and_no_matter_of_credentials() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty(ENDPOINT, "http://127.0.0.1:" + socket.getLocalPort());
        }

        assertRefused("AWS cannot be reached in region eu-west-1");
    }

    @Test
    void a_name_that_does_not_resolve_is_unreachable_too() {
        System.setProperty(ENDPOINT, "http://nowhere.invalid");

        assertRefused("AWS cannot be reached in region eu-west-1");
    }

    @Test
    void credentials_that_aws_refuses_are_told_as_such() throws IOException {
        answering(400, """
                {"__type":"UnrecognizedClientException","message":"The security token is invalid"}""");

        assertRefused("AWS does not take these credentials in region eu-west-1");
    }

    @Test
    void a_region_without_cdks_stack_is_told_to_be_bootstrapped() throws IOException {
        answering(400, """
                {"__type":"ParameterNotFound"}""");

        assertRefused("region eu-west-1 of this account is not bootstrapped for CDK");
    }

    private static void assertRefused(String message) {
        assertThatExceptionOfType(DeploymentException.class)
                .isThrownBy(() -> new Place.Aws("eu-west-1").requireBootstrapped())
                .withMessageStartingWith(message)
                .matches(DeploymentException::isRefused);
    }

    private void answering(int status, String body) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        servers.add(server);
        System.setProperty(ENDPOINT, "http://127.0.0.1:" + server.getAddress().getPort());
    }
}
