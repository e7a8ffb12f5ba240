package faas.cli.engine;

import faas.cli.http.Caller;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SDK clients that talk to an engine's endpoint as its caller. */
public final class AwsClients {

    /** A local engine is reached without a proxy; the user's proxy, if any, is for AWS. */
    private static final ProxyConfiguration NO_PROXY = ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariablesValues(false)
            .build();

    /** Longer than the longest poll of a queue, 20 s. */
    private static final Duration LONGEST_POLL = Duration.ofMinutes(1);

    private AwsClients() {}

    public static SqsClient sqs(EngineConnection engine) {
        return configured(SqsClient.builder(), engine).build();
    }

    public static SnsClient sns(EngineConnection engine) {
        return configured(SnsClient.builder(), engine).build();
    }

    /** Any client's builder, set to the engine. */
    public static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(
            B builder, EngineConnection engine) {
        return configured(builder, engine, LONGEST_POLL);
    }

    /**
     * As above, for calls that take longer.
     *
     * @param answersWithin how long an answer may take before the call is made again
     */
    public static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(
            B builder, EngineConnection engine, Duration answersWithin) {
        engine.sharedEndpoint().ifPresent(builder::endpointOverride);
        return builder.region(Region.of(engine.caller().region()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials(engine.caller())))
                .httpClientBuilder(http(engine, answersWithin));
    }

    /** An HTTP client for requests to the engine. */
    public static UrlConnectionHttpClient.Builder http(EngineConnection engine) {
        return http(engine, LONGEST_POLL);
    }

    private static UrlConnectionHttpClient.Builder http(EngineConnection engine, Duration answersWithin) {
        var http = UrlConnectionHttpClient.builder().socketTimeout(answersWithin);
        return engine.sharedEndpoint().isPresent() ? http.proxyConfiguration(NO_PROXY) : http;
    }

    /** What a service said, without the SDK's own words; why it was not reached, if it was not. */
    public static String said(SdkException e) {
        var message = String.valueOf(e.getMessage());
        if (!(e instanceof AwsServiceException service)) {
            return message;
        }
        var said = message.split(" \\(Service: ", 2)[0];
        return service.awsErrorDetails() == null
                ? said
                : service.awsErrorDetails().errorCode() + ": " + said;
    }

    private static AwsCredentials credentials(Caller caller) {
        return caller.sessionToken()
                .map(token -> (AwsCredentials)
                        AwsSessionCredentials.create(caller.accessKeyId(), caller.secretAccessKey(), token))
                .orElseGet(() -> AwsBasicCredentials.create(caller.accessKeyId(), caller.secretAccessKey()));
    }
}
