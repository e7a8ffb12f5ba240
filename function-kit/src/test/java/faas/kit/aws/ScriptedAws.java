package faas.kit.aws;

import faas.kit.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;

/**
 * Stands in for AWS behind an SDK client: gives these answers, one after the other, and keeps the requests. For one
 * thread.
 */
public final class ScriptedAws implements SdkHttpClient {

    private record Answer(int status, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<SdkHttpRequest> requests = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    /** The next answer that nothing else was said for. */
    public ScriptedAws answer(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    /** A client that talks with it. */
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(this)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    public List<SdkHttpRequest> requests() {
        return List.copyOf(requests);
    }

    /** The bodies as they were sent. */
    public List<String> texts() {
        return List.copyOf(bodies);
    }

    /** The bodies, as JSON. */
    public List<Object> bodies() {
        return bodies.stream().map(Json::parse).toList();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                requests.add(request.httpRequest());
                bodies.add(request.contentStreamProvider()
                        .map(provider -> text(provider.newStream()))
                        .orElse(""));
                Answer answer = answers.remove();
                return HttpExecuteResponse.builder()
                        .response(SdkHttpFullResponse.builder()
                                .statusCode(answer.status())
                                .build())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {
                // Nothing is under way.
            }
        };
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
