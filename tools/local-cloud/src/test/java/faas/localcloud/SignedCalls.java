package faas.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.lambda.CredentialIssuer.Credentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Sends requests that no SDK would send, signed by the SDK's signer with any key.
 *
 * @param clock the time that a request says it is of
 * @param presignedFor how long requests signed in their query are valid; empty: they are signed in their headers
 */
public record SignedCalls(URI endpoint, Credentials key, Clock clock, Optional<Duration> presignedFor) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Set<String> WRITTEN_BY_THE_CLIENT = Set.of("Host", "Content-Length");
    private static final Map<String, String> SERVICES = Map.of(
            "AmazonSQS", "sqs",
            "DynamoDB_20120810", "dynamodb",
            "DynamoDBStreams_20120810", "dynamodb",
            "secretsmanager", "secretsmanager",
            "AWSEvents", "events");

    public SignedCalls(URI endpoint, Credentials key) {
        this(endpoint, key, Clock.systemUTC(), Optional.empty());
    }

    static SignedCalls ofUser(LocalCloud cloud) {
        return new SignedCalls(cloud.endpoint(), cloud.credentials());
    }

    /** With the key of an environment of this function, which is an {@code EchoProbe}. */
    static SignedCalls ofFunction(LocalCloud cloud, String name) throws IOException, InterruptedException {
        JsonNode environment = Json.parse(ofUser(cloud)
                .send(
                        "lambda",
                        "/2015-03-31/functions/" + name + "/invocations",
                        "application/json",
                        "",
                        "\"environment\"")
                .body());
        return new SignedCalls(
                cloud.endpoint(),
                new Credentials(
                        environment.path("AWS_ACCESS_KEY_ID").asText(),
                        environment.path("AWS_SECRET_ACCESS_KEY").asText(),
                        environment.path("AWS_SESSION_TOKEN").asText()));
    }

    SignedCalls with(Credentials other) {
        return new SignedCalls(endpoint, other, clock, presignedFor);
    }

    public SignedCalls at(Clock other) {
        return new SignedCalls(endpoint, key, other, presignedFor);
    }

    SignedCalls presigned(Duration validFor) {
        return new SignedCalls(endpoint, key, clock, Optional.of(validFor));
    }

    /** What came back. */
    public record Answer(int status, String body) {
        /** The message of an error in a JSON protocol. */
        String message() {
            return Json.parse(body).path("message").asText();
        }
    }

    /** A call of a JSON protocol. */
    Answer json(String target, String body) throws IOException, InterruptedException {
        return send(
                SERVICES.getOrDefault(target.substring(0, target.indexOf('.')), ""),
                "/",
                "application/x-amz-json-1.0",
                target,
                body);
    }

    /** A call of the query protocol. */
    Answer query(String service, String path, String form) throws IOException, InterruptedException {
        return send(service, path, "application/x-www-form-urlencoded", "", form);
    }

    Answer invoke(String path) throws IOException, InterruptedException {
        return send("lambda", path, "application/json", "", "{}");
    }

    /**
     * Signs a request and sends it.
     *
     * @param target value of {@code X-Amz-Target}; empty for none
     */
    public Answer send(String service, String pathAndQuery, String contentType, String target, String body)
            throws IOException, InterruptedException {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .uri(endpoint.resolve(pathAndQuery))
                .method(SdkHttpMethod.POST)
                .putHeader("Content-Type", contentType);
        if (!target.isEmpty()) {
            request.putHeader("X-Amz-Target", target);
        }
        return send(sign(service, request.build(), body), body);
    }

    /** A request with its signature. */
    SdkHttpRequest sign(String service, SdkHttpRequest request, String body) {
        AwsCredentialsIdentity identity = key.sessionToken().isEmpty()
                ? AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey())
                : AwsSessionCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey(), key.sessionToken());
        return AwsV4HttpSigner.create()
                .sign(sign -> {
                    sign.identity(identity)
                            .request(request)
                            .payload(ContentStreamProvider.fromUtf8String(body))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                            .putProperty(AwsV4HttpSigner.REGION_NAME, LocalCloud.REGION)
                            .putProperty(HttpSigner.SIGNING_CLOCK, clock);
                    presignedFor.ifPresent(validFor -> sign.putProperty(
                                    AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                            .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, validFor));
                })
                .request();
    }

    /** Sends a request as it is. */
    static Answer send(SdkHttpRequest request, String body) throws IOException, InterruptedException {
        HttpRequest.Builder http = HttpRequest.newBuilder(request.getUri())
                .method(request.method().name(), HttpRequest.BodyPublishers.ofString(body));
        request.forEachHeader((name, values) -> {
            if (!WRITTEN_BY_THE_CLIENT.contains(name)) {
                values.forEach(value -> http.header(name, value));
            }
        });
        HttpResponse<String> response = HTTP.send(http.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
