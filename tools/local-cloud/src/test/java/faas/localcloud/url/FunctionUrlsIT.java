package faas.localcloud.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import faas.localcloud.SignedCalls;
import faas.localcloud.lambda.CredentialIssuer.Credentials;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.probe.ProbePackage;
import faas.localcloud.probe.Probes;
import faas.localcloud.probe.UrlProbe;
import faas.localcloud.signature.Caller;
import faas.localcloud.url.FunctionUrls.AuthType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionUrlsIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path directory;

    private static final Path WORK =
            Path.of("target", "function-urls-it", UUID.randomUUID().toString());

    private static LambdaService lambda = Probes.lambda(LambdaOptions.in(WORK));
    private static FunctionUrls urls =
            new FunctionUrls(lambda, new OneCaller(), "us-east-1", "000000000000", Clock.systemUTC());
    private static URI signed = URI.create("");
    private static URI forbidden = URI.create("");
    private static URI open = URI.create("");

    @BeforeAll
    static void createUrls() {
        Path functionPackage = ProbePackage.create(directory.resolve("package"));
        lambda.create(Probes.function("Probe", functionPackage, UrlProbe.class));
        signed = urls.create("test-Probe:live", AuthType.AWS_IAM);
        lambda.create(Probes.function("Forbidden", functionPackage, UrlProbe.class));
        forbidden = urls.create("test-Forbidden:live", AuthType.AWS_IAM);
        open = urls.create("test-Probe:live", AuthType.NONE);
    }

    @AfterAll
    static void stop() {
        urls.close();
        lambda.close();
    }

    @Test
    void a_request_becomes_an_event_of_payload_format_two() throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(open.resolve("/a/b?x=1&y=2%203&x=4"))
                        .header("Content-Type", "application/json")
                        .header("X-Twice", "1")
                        .header("X-Twice", "2")
                        .header("Cookie", "c1=v1; c2=v2")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"ä\":1}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        JsonNode event = JSON.readTree(response.body());
        assertThat(event.get("version").asText()).isEqualTo("2.0");
        assertThat(event.get("rawPath").asText()).isEqualTo("/a/b");
        assertThat(event.get("rawQueryString").asText()).isEqualTo("x=1&y=2%203&x=4");
        assertThat(event.at("/queryStringParameters/x").asText()).isEqualTo("1,4");
        assertThat(event.at("/queryStringParameters/y").asText()).isEqualTo("2 3");
        assertThat(event.at("/headers/x-twice").asText()).isEqualTo("1,2");
        assertThat(event.at("/cookies/1").asText()).isEqualTo("c2=v2");
        assertThat(event.at("/body").asText()).isEqualTo("{\"ä\":1}");
        assertThat(event.at("/isBase64Encoded").asBoolean()).isFalse();
        assertThat(event.at("/requestContext/http/method").asText()).isEqualTo("POST");
        assertThat(event.at("/requestContext/authorizer").isMissingNode()).isTrue();
    }

    @Test
    void a_body_that_is_no_text_arrives_in_base64() throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(open)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {0, -1}))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        JsonNode event = JSON.readTree(response.body());
        assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
        assertThat(event.get("body").asText()).isEqualTo("AP8=");
    }

    @Test
    void a_stop_in_the_middle_of_a_request_is_no_error() throws Exception {
        FunctionUrls stopping =
                new FunctionUrls(lambda, new OneCaller(), "us-east-1", "000000000000", Clock.systemUTC());
        URI url = stopping.create("test-Probe:live", AuthType.NONE);
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            CompletableFuture<HttpResponse<String>> answer = HTTP.sendAsync(
                    HttpRequest.newBuilder(url.resolve("/hang")).build(), HttpResponse.BodyHandlers.ofString());
            await().atMost(Duration.ofSeconds(30)).until(() -> functionLogs().contains("hangs"));

            stopping.close();

            assertThat(answer).failsWithin(Duration.ofSeconds(10));
            assertThat(logged.toString(StandardCharsets.UTF_8)).isEmpty();
        } finally {
            System.setErr(before);
        }
    }

    private static String functionLogs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(WORK)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void the_functions_response_says_status_headers_cookies_and_body() throws Exception {
        HttpResponse<String> response = get(open.resolve("/response"));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("location")).contains("/orders/1");
        assertThat(response.headers().firstValue("content-type")).contains("text/plain");
        assertThat(response.headers().allValues("set-cookie")).containsExactlyInAnyOrder("a=1", "b=2");
        assertThat(response.body()).isEqualTo("hello");
    }

    @Test
    void a_function_that_fails_is_a_bad_gateway() throws Exception {
        assertThat(get(open.resolve("/throw")).statusCode()).isEqualTo(502);
    }

    @Test
    void a_body_over_six_megabytes_is_refused() throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(open)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[6 * 1024 * 1024 + 1]))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void an_unsigned_request_is_forbidden() throws Exception {
        HttpResponse<String> response = get(signed);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("{\"Message\":\"Forbidden\"}");
    }

    @Test
    void what_the_sdk_signs_is_accepted_and_shows_the_caller() throws Exception {
        SignedCalls.Answer response =
                sdkSigned(SECRET, Instant.now(), signed, "/orders/a%20b?x=1&a=b%2Fc", "{\"a\":1}");

        assertThat(response.status()).isEqualTo(200);
        JsonNode event = JSON.readTree(response.body());
        assertThat(event.at("/requestContext/authorizer/iam/accessKey").asText())
                .isEqualTo(KEY);
        assertThat(event.at("/requestContext/accountId").asText()).isEqualTo("000000000000");
        assertThat(event.at("/headers/authorization").isMissingNode()).isTrue();
    }

    @Test
    void a_caller_whose_policies_do_not_allow_the_url_is_refused() throws Exception {
        SignedCalls.Answer response = sdkSigned(SECRET, Instant.now(), forbidden, "/", "{}");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).contains("troubleshooting Function URL authorization issues");
    }

    @Test
    void a_signature_by_another_secret_is_refused() throws Exception {
        SignedCalls.Answer response = sdkSigned("other", Instant.now(), signed, "/", "{}");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).contains("The request signature we calculated does not match");
    }

    @Test
    void a_signature_older_than_five_minutes_is_refused() throws Exception {
        SignedCalls.Answer response = sdkSigned(SECRET, Instant.now().minus(Duration.ofMinutes(6)), signed, "/", "{}");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.body()).contains("Signature expired");
    }

    @Test
    void what_curl_signs_is_accepted() throws Exception {
        // In order: older versions of curl sign the query as it stands, where AWS sorts it.
        String output = curl(signed.resolve("/orders?a=1&b=2"));

        JsonNode event = JSON.readTree(output);
        assertThat(event.path("rawPath").asText()).as(output).isEqualTo("/orders");
        assertThat(event.get("body").asText()).isEqualTo("{\"a\":1}");
    }

    @Test
    void what_is_signed_for_another_url_is_refused() throws Exception {
        String output = curl(forbidden, "--connect-to", forbidden.getAuthority() + ":" + signed.getAuthority());

        assertThat(output).contains("troubleshooting Function URL authorization issues");
    }

    private static String curl(URI url, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-X", "POST", "-d", "{\"a\":1}"));
        command.addAll(List.of("-H", "Content-Type: application/json", "-H", "Idempotency-Key: k 1"));
        command.addAll(List.of("--aws-sigv4", "aws:amz:us-east-1:lambda", "--user", KEY + ":" + SECRET));
        command.addAll(List.of(options));
        command.add(url.toString());
        Process curl = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(curl.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static SignedCalls.Answer sdkSigned(String secret, Instant when, URI url, String pathAndQuery, String body)
            throws Exception {
        return new SignedCalls(url, new Credentials(KEY, secret, ""))
                .at(Clock.fixed(when, ZoneOffset.UTC))
                .send("lambda", pathAndQuery, "application/json", "", body);
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final class OneCaller implements Callers {
        @Override
        public Optional<Caller> find(String accessKeyId) {
            return accessKeyId.equals(KEY)
                    ? Optional.of(new Caller(KEY, SECRET, Optional.empty(), "arn:aws:iam::000000000000:user/demo"))
                    : Optional.empty();
        }

        @Override
        public boolean mayCall(Caller caller, String functionArn) {
            return !functionArn.contains("Forbidden");
        }
    }
}
