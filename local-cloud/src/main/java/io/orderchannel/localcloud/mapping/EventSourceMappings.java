package io.orderchannel.localcloud.mapping;

import io.orderchannel.localcloud.lambda.LambdaService;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** All event-source mappings of an engine. Safe for use by several threads. */
public final class EventSourceMappings implements AutoCloseable {

    public EventSourceMappings(LambdaService lambda, SqsClient sqs, DynamoDbStreamsClient streams) {}

    public void start(SqsMappingSpec mapping) {}

    public void start(StreamMappingSpec mapping) {}

    public List<SqsMappingSpec> sqsMappings() {
        return List.of();
    }

    public List<StreamMappingSpec> streamMappings() {
        return List.of();
    }

    /** Whether every mapping that was started has made its first poll. */
    public boolean allPolling() {
        return false;
    }

    /** Takes no further records and waits for the invocations under way to end. */
    @Override
    public void close() {}
}
