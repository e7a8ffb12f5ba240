package faas.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import faas.localcloud.SignedCalls.Answer;
import faas.localcloud.assembly.AssemblyFiles;
import faas.localcloud.lambda.CredentialIssuer.Credentials;
import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.probe.ProbePackage;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Whoever knows the id of a key is not yet its holder, and what cannot be somebody's is not read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallersIT {
    private static final String TEMPLATE = """
            {"Resources": {
              "Table": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "things",
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}},
              "Function": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "caller", "Runtime": "java25",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]}, "Handler": "faas.localcloud.probe.EchoProbe",
                "Code": {"S3Key": "code.zip"}, "MemorySize": 256, "Timeout": 20}},
              "Url": {"Type": "AWS::Lambda::Url", "Properties": {"AuthType": "AWS_IAM",
                "TargetFunctionArn": {"Fn::GetAtt": ["Function", "Arn"]}}},
              %s},
             "Outputs": {"Url": {"Value": {"Fn::GetAtt": ["Url", "FunctionUrl"]}}}}""".formatted(AssemblyFiles.ROLE);

    private static final String LIST_TABLES = "DynamoDB_20120810.ListTables";

    private final LocalCloud cloud;
    private final SignedCalls user;

    CallersIT(@TempDir Path directory) throws IOException {
        ProbePackage.create(directory.resolve("cdk.out/asset.code"));
        Path assembly = AssemblyFiles.in(directory.resolve("cdk.out"))
                .stack("callers", TEMPLATE)
                .write();
        cloud = LocalCloud.start(assembly, LambdaOptions.in(directory.resolve("work")));
        user = SignedCalls.ofUser(cloud);
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    void the_id_of_a_key_without_its_secret_is_nobodys() throws Exception {
        SignedCalls thief = user.with(new Credentials(cloud.credentials().accessKeyId(), "guessed", ""));

        assertThat(user.json(LIST_TABLES, "{}").status()).isEqualTo(200);
        assertThat(thief.json(LIST_TABLES, "{}").status()).isEqualTo(403);
        assertThat(thief.json(LIST_TABLES, "{}").body()).contains("InvalidSignatureException");
        assertThat(thief.query("sqs", "/", "Action=ListQueues").body()).contains("<Code>SignatureDoesNotMatch</Code>");
    }

    @Test
    void a_functions_key_needs_its_session_token() throws Exception {
        SignedCalls function = SignedCalls.ofFunction(cloud, "caller");
        Credentials key = function.key();

        assertThat(function.json(LIST_TABLES, "{}").status()).isEqualTo(200);
        assertThat(function.with(new Credentials(key.accessKeyId(), key.secretAccessKey(), ""))
                        .json(LIST_TABLES, "{}")
                        .body())
                .contains("UnrecognizedClientException");
        assertThat(function.with(new Credentials(key.accessKeyId(), key.secretAccessKey(), "other"))
                        .json(LIST_TABLES, "{}")
                        .body())
                .contains("UnrecognizedClientException");
    }

    @Test
    void an_old_request_is_refused() throws Exception {
        assertThat(user.at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-6)))
                        .json(LIST_TABLES, "{}")
                        .body())
                .contains("Signature expired");
    }

    @Test
    void a_presigned_request_is_accepted_as_long_as_it_says() throws Exception {
        String form = "Action=ListQueues&Version=2012-11-05";

        assertThat(user.presigned(Duration.ofMinutes(10))
                        .query("sqs", "/", form)
                        .body())
                .contains("ListQueuesResponse");
        assertThat(user.at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-9)))
                        .presigned(Duration.ofMinutes(10))
                        .query("sqs", "/", form)
                        .body())
                .contains("ListQueuesResponse");
        assertThat(user.at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-11)))
                        .presigned(Duration.ofMinutes(10))
                        .query("sqs", "/", form)
                        .body())
                .contains("SignatureDoesNotMatch", "Signature expired");
        assertThat(user.with(new Credentials(cloud.credentials().accessKeyId(), "guessed", ""))
                        .presigned(Duration.ofMinutes(10))
                        .query("sqs", "/", form)
                        .body())
                .contains("SignatureDoesNotMatch");
    }

    /** As boto3's generate_presigned_url makes them, with the parameters in the query. */
    @ParameterizedTest
    @EnumSource(
            value = SdkHttpMethod.class,
            names = {"GET", "POST"})
    void a_presigned_url_needs_no_body(SdkHttpMethod method) throws Exception {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .uri(URI.create(cloud.endpoint() + "/?Action=ListQueues&Version=2012-11-05"))
                .method(method)
                .build();

        Answer answer = SignedCalls.send(user.presigned(Duration.ofMinutes(1)).sign("sqs", request, ""), "");

        assertThat(answer.body()).contains("ListQueuesResponse");
    }

    @ParameterizedTest
    @EnumSource(
            value = SdkHttpMethod.class,
            names = {"GET", "POST"})
    void who_calls_is_told_to_a_request_with_its_parameters_in_the_query(SdkHttpMethod method) throws Exception {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .uri(URI.create(cloud.endpoint() + "/?Action=GetCallerIdentity&Version=2011-06-15"))
                .method(method)
                .build();

        assertThat(SignedCalls.send(user.sign("sts", request, ""), "").body())
                .contains("<Arn>arn:aws:iam::000000000000:user/local</Arn>");
    }

    @Test
    void an_error_about_the_key_is_in_the_protocol_of_the_service_that_was_signed_for() throws Exception {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .uri(URI.create(cloud.endpoint() + "/?Action=ListQueues&Version=2012-11-05"))
                .method(SdkHttpMethod.GET)
                .build();
        SignedCalls nobody = user.with(new Credentials("AKIANOBODY", "guessed", ""));

        assertThat(SignedCalls.send(nobody.sign("sqs", request, ""), "").body())
                .contains("<Code>InvalidClientTokenId</Code>");
        assertThat(SignedCalls.send(nobody.sign("lambda", request, ""), "").body())
                .contains("\"__type\":\"UnrecognizedClientException\"");
    }

    @Test
    void a_request_that_cannot_be_read_is_a_bad_one() throws Exception {
        // The second begins as text of 32 bits a character would.
        for (String body : List.of("{", "\0{\0\0")) {
            assertThat(user.json(LIST_TABLES, body))
                    .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                    .extracting(Answer::body, STRING)
                    .contains("SerializationException", "not JSON");
        }
        assertThat(user.query("sns", "/", "Action=Publish&Message=100%"))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(400))
                .extracting(Answer::body, STRING)
                .contains("<Code>SerializationException</Code>");
    }

    @Test
    void a_function_url_accepts_a_presigned_request_of_a_user_and_of_none_else() throws Exception {
        URI url = URI.create(cloud.outputs().get("Url"));
        SdkHttpRequest request = SdkHttpRequest.builder()
                .uri(url.resolve("/orders?a=1"))
                .method(SdkHttpMethod.GET)
                .build();
        SignedCalls presigned = user.presigned(Duration.ofMinutes(1));

        Answer answer = SignedCalls.send(presigned.sign("lambda", request, ""), "");
        Answer ofThief = SignedCalls.send(
                presigned
                        .with(new Credentials(cloud.credentials().accessKeyId(), "guessed", ""))
                        .sign("lambda", request, ""),
                "");

        assertThat(answer.body()).contains("\"rawPath\":\"/orders\"");
        assertThat(ofThief.status()).isEqualTo(403);
    }

    @Test
    void a_request_signed_for_another_service_is_none_of_this_one() throws Exception {
        assertThat(user.send("s3", "/", "application/json", "", "{}").body())
                .contains("UnknownOperationException", "service \\\"s3\\\"");
    }

    @Test
    void a_body_that_no_service_takes_is_refused_without_being_kept() throws Exception {
        String tooLarge = "x".repeat(17 << 20);

        assertThat(user.json(LIST_TABLES, tooLarge).status()).isEqualTo(413);
        assertThat(user.json(LIST_TABLES, "{}").status()).isEqualTo(200);
    }

    /** Three times the engine's heap. */
    @Test
    void a_large_body_without_a_key_costs_no_memory() throws Exception {
        long length = 3L << 30;
        try (Socket socket =
                new Socket(cloud.endpoint().getHost(), cloud.endpoint().getPort())) {
            socket.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            // Not a byte of the body is sent: the answer comes without it.
            InputStream in = socket.getInputStream();
            socket.setSoTimeout(5_000);
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:PORT, '', 200",
        "localhost:PORT, '', 200",
        "127.0.0.1:PORT, http://127.0.0.1:PORT, 200",
        "evil.example:PORT, '', 403",
        "127.0.0.1.evil.example:PORT, '', 403",
        "127.0.0.1:PORT, http://evil.example, 403",
        "127.0.0.1:PORT, null, 403",
        "127.0.0.1:PORT, http://127.0.0.1:1, 403",
    })
    void a_web_page_learns_nothing_of_the_engine(String host, String origin, int status) throws Exception {
        String port = String.valueOf(cloud.endpoint().getPort());
        try (Socket socket =
                new Socket(cloud.endpoint().getHost(), cloud.endpoint().getPort())) {
            socket.getOutputStream()
                    .write(("GET /_local-cloud/records HTTP/1.1\r\nHost: " + host.replace("PORT", port) + "\r\n"
                                    + (origin.isEmpty() ? "" : "Origin: " + origin.replace("PORT", port) + "\r\n")
                                    + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 " + status);
        }
    }
}
