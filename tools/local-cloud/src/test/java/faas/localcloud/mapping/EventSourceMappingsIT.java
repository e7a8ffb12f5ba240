package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import faas.localcloud.lambda.LambdaOptions;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.mapping.StreamMappingSpec.StartingPosition;
import faas.localcloud.probe.EchoProbe;
import faas.localcloud.probe.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

class EventSourceMappingsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What queues and streams refuse for now: the operation, a space, and the URL, ARN or shard iterator. */
    private volatile List<String> refused = List.of();

    private final CountDownLatch ended = new CountDownLatch(1);

    @AfterEach
    void end() {
        ended.countDown();
    }

    @Test
    void each_mapping_that_does_not_poll_is_named_with_its_cause_until_it_polls(@TempDir Path directory) {
        refused = List.of(
                "GetQueueAttributes http://sqs/unknown",
                "ReceiveMessage http://sqs/silent",
                "DescribeStream gone",
                "GetRecords locked");
        try (LambdaService lambda = Probes.lambda(LambdaOptions.in(directory));
                EventSourceMappings mappings = new EventSourceMappings(lambda, new Queues(), new Streams())) {
            lambda.create(Probes.function("Probe", directory, EchoProbe.class));
            List.of("polled", "unknown", "silent").forEach(queue -> mappings.start(queue(queue)));
            List.of("read", "gone", "locked").forEach(stream -> mappings.start(stream(stream)));

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(mappings.notPolling())
                            .containsExactly(
                                    "Probe: receiving from http://sqs/unknown: no GetQueueAttributes http://sqs/unknown",
                                    "Probe: receiving from http://sqs/silent: no ReceiveMessage http://sqs/silent",
                                    "Probe: reading gone: no DescribeStream gone",
                                    "Probe: reading locked: no GetRecords locked"));
            assertThat(mappings.allPolling()).isFalse();

            refused = List.of();

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(mappings.notPolling()).isEmpty());
            assertThat(mappings.allPolling()).isTrue();
        }
    }

    private static SqsMappingSpec queue(String name) {
        return new SqsMappingSpec(
                "test: " + name,
                name,
                "test-Probe",
                "http://sqs/" + name,
                "arn:aws:sqs:us-east-1:000000000000:" + name,
                10,
                Duration.ZERO,
                OptionalInt.empty(),
                List.of(),
                true);
    }

    private static StreamMappingSpec stream(String name) {
        return new StreamMappingSpec(
                "test: " + name,
                name,
                "test-Probe",
                name,
                "arn:aws:dynamodb:us-east-1:000000000000:table/" + name + "/stream/1",
                10,
                Duration.ZERO,
                1,
                false,
                0,
                Duration.ZERO,
                StartingPosition.TRIM_HORIZON,
                List.of(),
                Optional.empty(),
                true);
    }

    private void requireAllowed(String call) {
        if (refused.contains(call)) {
            throw SdkClientException.create("no " + call);
        }
    }

    /** Empty queues, at which a long poll waits. */
    private final class Queues implements SqsClient {
        @Override
        public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
            requireAllowed("GetQueueAttributes " + request.queueUrl());
            return GetQueueAttributesResponse.builder().build();
        }

        @Override
        public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
            requireAllowed("ReceiveMessage " + request.queueUrl());
            try {
                var _ = ended.await(request.waitTimeSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return ReceiveMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    /** Streams of one empty shard, whose iterator is named after the stream. */
    private final class Streams implements DynamoDbStreamsClient {
        @Override
        public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
            requireAllowed("DescribeStream " + request.streamArn());
            Shard shard = Shard.builder()
                    .shardId("shard")
                    .sequenceNumberRange(range -> range.startingSequenceNumber("1"))
                    .build();
            return DescribeStreamResponse.builder()
                    .streamDescription(stream -> stream.shards(shard))
                    .build();
        }

        @Override
        public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
            return GetShardIteratorResponse.builder()
                    .shardIterator(request.streamArn())
                    .build();
        }

        @Override
        public GetRecordsResponse getRecords(GetRecordsRequest request) {
            requireAllowed("GetRecords " + request.shardIterator());
            return GetRecordsResponse.builder()
                    .nextShardIterator(request.shardIterator())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
