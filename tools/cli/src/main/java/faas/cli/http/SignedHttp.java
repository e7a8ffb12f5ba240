package faas.cli.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * Sends requests signed with Signature Version 4, as a function URL of AuthType AWS_IAM wants them
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html). Each call signs anew, since a signature is good
 * for minutes only. Thread-safe.
 */
public final class SignedHttp implements AutoCloseable {

    /** Longer than any function of the flow may run, so that the function's time-out is seen and not this one. */
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);

    /** The client writes these itself from the address and the body; the signer computes the same values. */
    private static final Set<String> WRITTEN_BY_THE_CLIENT = Set.of("host", "content-length");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final Caller caller;
    private final UnaryOperator<URI> address;

    public SignedHttp(Caller caller) {
        this(caller, UnaryOperator.identity());
    }

    /**
     * A caller of names that do not resolve where it runs.
     *
     * @param address for a request's URI, where to send it: the same or another host, the path and query as they are.
     *     The request's own host is signed and sent as {@code Host}, which the JDK permits where the system property
     *     {@code jdk.httpclient.allowRestrictedHeaders} names it.
     */
    public SignedHttp(Caller caller, UnaryOperator<URI> address) {
        this.caller = caller;
        this.address = address;
    }

    /**
     * Sends one request and waits for its answer, whatever its status.
     *
     * @param method {@code GET}, {@code POST}, …
     * @param body the body to send; empty for none
     * @throws IOException if no answer came
     */
    public HttpResponse<String> send(String method, URI uri, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        return send("lambda", method, uri, headers, body);
    }

    /**
     * As above, signed for another service than function URLs are.
     *
     * @param service as it stands in the scope of a signature, {@code sts}
     */
    public HttpResponse<String> send(String service, String method, URI uri, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        var unsigned =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
        headers.forEach(unsigned::putHeader);
        var payload = ContentStreamProvider.fromUtf8String(body);
        var signed = signer.sign(request -> request.identity(caller.identity())
                .request(unsigned.build())
                .payload(payload)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, caller.region()));
        return http.send(toRequest(method, uri, signed.request(), body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest toRequest(String method, URI uri, SdkHttpRequest signed, String body) {
        var target = address.apply(uri);
        var request = HttpRequest.newBuilder(target)
                .timeout(ANSWER_WITHIN)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        signed.forEachHeader((name, values) -> {
            if (!WRITTEN_BY_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        if (!target.getAuthority().equals(uri.getAuthority())) {
            request.header("Host", uri.getAuthority());
        }
        return request.build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
