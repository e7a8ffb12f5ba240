package faas.localcloud.mapping;

import faas.localcloud.lambda.FunctionSpec;
import faas.localcloud.lambda.LambdaService;
import faas.localcloud.lambda.Trigger;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** All event-source mappings of an engine. Safe for use by several threads. */
public final class EventSourceMappings implements AutoCloseable {
    private final LambdaService lambda;
    private final SqsClient sqs;
    private final DynamoDbStreamsClient streams;
    private final InstantSource clock = InstantSource.system();
    private final List<SqsMapping> sqsMappings = new CopyOnWriteArrayList<>();
    private final List<StreamMapping> streamMappings = new CopyOnWriteArrayList<>();

    /** The clients must allow a call of 20 s, the longest poll. They are not closed. */
    public EventSourceMappings(LambdaService lambda, SqsClient sqs, DynamoDbStreamsClient streams) {
        this.lambda = lambda;
        this.sqs = sqs;
        this.streams = streams;
    }

    /**
     * Starts polling.
     *
     * @throws IllegalArgumentException if there is no such function, or a filter pattern is not valid
     */
    public void start(SqsMappingSpec spec) {
        FunctionSpec function = function(spec.functionName());
        lambda.log().trigger(function, Trigger.SQS);
        // Not bounded by reserved concurrency: there AWS invokes all the same, and is throttled.
        SqsMapping mapping = new SqsMapping(spec, lambda, sqs, lambda.unreservedConcurrency(), clock);
        sqsMappings.add(mapping);
        mapping.start();
    }

    /**
     * Starts polling.
     *
     * @throws IllegalArgumentException if there is no such function, or a filter pattern is not valid
     */
    public void start(StreamMappingSpec spec) {
        lambda.log().trigger(function(spec.functionName()), Trigger.STREAM);
        StreamMapping mapping = new StreamMapping(spec, lambda, sqs, streams, clock);
        streamMappings.add(mapping);
        mapping.start();
    }

    /** Gives the mapping of this queue and function these values, from its next batch on. */
    public void change(SqsMappingSpec changed) {
        sqsMappings.stream()
                .filter(mapping -> mapping.spec().queueArn().equals(changed.queueArn())
                        && mapping.spec().functionName().equals(changed.functionName()))
                .forEach(mapping -> mapping.change(changed, lambda.unreservedConcurrency()));
    }

    /** As above for a stream. */
    public void change(StreamMappingSpec changed) {
        streamMappings.stream()
                .filter(mapping -> mapping.spec().streamArn().equals(changed.streamArn())
                        && mapping.spec().functionName().equals(changed.functionName()))
                .forEach(mapping -> mapping.change(changed));
    }

    public List<SqsMappingSpec> sqsMappings() {
        return sqsMappings.stream().map(SqsMapping::spec).toList();
    }

    public List<StreamMappingSpec> streamMappings() {
        return streamMappings.stream().map(StreamMapping::spec).toList();
    }

    /** Whether every mapping that was started has made its first poll. */
    public boolean allPolling() {
        return sqsMappings.stream().allMatch(SqsMapping::polling)
                && streamMappings.stream().allMatch(StreamMapping::polling);
    }

    /** Of every mapping that has not made its first poll, what it polls and why it cannot. */
    public List<String> notPolling() {
        return Stream.concat(
                        sqsMappings.stream()
                                .filter(mapping -> !mapping.polling())
                                .map(SqsMapping::problem),
                        streamMappings.stream()
                                .filter(mapping -> !mapping.polling())
                                .map(StreamMapping::problem))
                .toList();
    }

    /** Stream records that were read and are not processed yet: a function has them, or they wait for it. */
    public int recordsInHand() {
        return streamMappings.stream().mapToInt(StreamMapping::recordsInHand).sum();
    }

    /** Takes no further records and waits for the invocations under way to end. */
    @Override
    public void close() {
        Stream.concat(
                        sqsMappings.stream().<Runnable>map(mapping -> mapping::close),
                        streamMappings.stream().<Runnable>map(mapping -> mapping::close))
                .parallel()
                .forEach(Runnable::run);
    }

    private FunctionSpec function(String name) {
        return lambda.find(name)
                .orElseThrow(() -> new IllegalArgumentException("event-source mapping to an unknown function " + name));
    }
}
