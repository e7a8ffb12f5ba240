package io.orderchannel.demo.engine;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** SDK clients that talk to an engine's endpoint as its caller. */
public final class AwsClients {

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
        return builder.region(Region.of(engine.caller().region()))
                .endpointOverride(engine.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        engine.caller().accessKeyId(), engine.caller().secretAccessKey())))
                // Longer than the longest poll of a queue, 20 s.
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(1)));
    }
}
