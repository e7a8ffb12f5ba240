package faas.localcloud;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's clients that event-source mappings poll with, straight at ElasticMQ and DynamoDB Local. */
record SdkClients(SdkHttpClient http, SqsClient sqs, DynamoDbStreamsClient streams) implements AutoCloseable {
    /** Longer than the longest poll. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(40);

    /** Both are processes on this machine, so they are reached without a proxy. */
    private static final ProxyConfiguration NO_PROXY = ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariablesValues(false)
            .build();

    /** Loads the SDK's classes, which takes half a second, while nothing is there yet to connect to. */
    static SdkClients warmUp() {
        URI nowhere = URI.create("http://127.0.0.1:1");
        return of(nowhere, nowhere);
    }

    SdkClients connect(URI sqsEndpoint, URI streamsEndpoint) {
        close();
        return of(sqsEndpoint, streamsEndpoint);
    }

    private static SdkClients of(URI sqsEndpoint, URI streamsEndpoint) {
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("engine", "engine"));
        SdkHttpClient http = UrlConnectionHttpClient.builder()
                .socketTimeout(ANSWER_LIMIT)
                .proxyConfiguration(NO_PROXY)
                .build();
        return new SdkClients(
                http,
                SqsClient.builder()
                        .httpClient(http)
                        .endpointOverride(sqsEndpoint)
                        .region(Region.of(LocalCloud.REGION))
                        .credentialsProvider(credentials)
                        .build(),
                DynamoDbStreamsClient.builder()
                        .httpClient(http)
                        .endpointOverride(streamsEndpoint)
                        .region(Region.of(LocalCloud.REGION))
                        .credentialsProvider(credentials)
                        .build());
    }

    @Override
    public void close() {
        sqs.close();
        streams.close();
        http.close();
    }
}
