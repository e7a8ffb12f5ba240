package faas.kit.aws;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Makes the AWS clients of functions, over the JDK's own HTTP connection: a function makes one call at a time, and this
 * client is the smallest and the quickest to start.
 */
public final class AwsClients {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    /** Shorter than any function's timeout, so that a call without an answer ends before the function does. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** Longer than any call that is bounded by its own time-out. */
    private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(15);

    private AwsClients() {}

    /**
     * A client whose region, endpoint and credentials are the environment's. It fetches no credentials before its first
     * call.
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C ofThisProcess(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_LIMIT)
                        .socketTimeout(ANSWER_LIMIT))
                .build();
    }

    /**
     * A client that calls once, for commands whose message is redelivered. By itself the SDK would repeat a call that
     * was throttled or not answered (<a
     * href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/retry-strategy.html">Retry behavior</a>).
     * Each call is to say, by its {@code apiCallTimeout}, how long it may take.
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C withoutRetries(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_LIMIT)
                        .socketTimeout(LONGEST_INVOCATION))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .build())
                .build();
    }

    /**
     * A client for priming: it reaches nobody and gets this answer to everything.
     *
     * @param answer body of the answer, in the service's protocol
     */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C forPriming(
            B builder, String answer) {
        return builder.httpClient(new CannedAnswers(answer))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing")))
                .build();
    }
}
