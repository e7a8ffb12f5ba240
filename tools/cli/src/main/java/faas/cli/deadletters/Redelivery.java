package faas.cli.deadletters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import faas.cli.engine.AwsClients;
import faas.cli.engine.EngineConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;

/**
 * Sends dead letters back to where they came from. Sending deletes nothing: a caller deletes the dead letter once it is
 * taken, so that a crash between the two leads to a repeat, which consumers recognise, and never to a loss.
 */
public final class Redelivery implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A function runs for 15 minutes at most. */
    private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(16);

    private static final Duration RECORDS_FOUND_WITHIN = Duration.ofSeconds(20);

    private final SqsClient sqs;
    private final LambdaClient lambda;
    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;
    private final StreamRecords records;

    /** @param sqs stays open */
    public Redelivery(EngineConnection engine, SqsClient sqs) {
        this.sqs = sqs;
        this.lambda = AwsClients.configured(LambdaClient.builder(), engine, ANSWERS_WITHIN)
                .build();
        this.tables = AwsClients.configured(DynamoDbClient.builder(), engine).build();
        this.streams =
                AwsClients.configured(DynamoDbStreamsClient.builder(), engine).build();
        this.records = new StreamRecords(tables, streams, RECORDS_FOUND_WITHIN);
    }

    /** What can be done with a dead letter. */
    public sealed interface Way {

        /**
         * It can be sent back.
         *
         * @param to where, as people read it
         * @param payload what is sent
         * @param sending sends it; returns why it was not taken, or nothing if it was
         */
        record Open(String to, String payload, Supplier<Optional<String>> sending) implements Way {}

        /** It cannot be sent back, and why. */
        record Closed(String reason) implements Way {}
    }

    /** Looks for the way back, and changes nothing. Of one that cannot be looked for it says why. */
    public Way way(DeadLetter letter) throws InterruptedException {
        try {
            return wayOf(letter);
        } catch (AwsServiceException e) {
            return new Way.Closed("the way back cannot be looked for: " + AwsClients.said(e));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Who may send to the queue may send anything.
            return new Way.Closed("the way back cannot be looked for: " + e.getMessage());
        }
    }

    private Way wayOf(DeadLetter letter) throws InterruptedException {
        return switch (letter.content()) {
            case DeadLetter.Queued queued ->
                new Way.Open(
                        "queue " + queued.origin().name(),
                        letter.message().body(),
                        () -> toQueue(queued.origin(), letter.message()));
            case DeadLetter.Call call -> ofCall(call);
            case DeadLetter.Positions positions ->
                switch (records.find(positions.batch(), positions.origin().patterns())) {
                    case StreamRecords.Result.Found(var found) -> toFunction(positions.origin(), found);
                    case StreamRecords.Result.Gone() ->
                        new Way.Closed("its records are in the stream no longer, which keeps them for 24 hours:"
                                + " compare the items with what they caused, and drop it");
                    case StreamRecords.Result.NotFound(String reason) -> new Way.Closed(reason);
                };
            case DeadLetter.PassedOver passedOver -> ofPassedOver(passedOver);
            case DeadLetter.Unknown unknown -> new Way.Closed(unknown.reason());
        };
    }

    /**
     * As the message was, with its attributes. In a FIFO queue it gets a deduplication id of its own: with its first
     * one SQS would take it for a repeat within five minutes, answer as if it had it, and drop it. The dead letter's id
     * is the same when it is sent again after a crash, and SQS then drops the second one.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html">Message
     *     deduplication id</a>
     */
    private Optional<String> toQueue(Origin.OfMessages queue, Message message) {
        var attributes = message.attributes();
        sqs.sendMessage(send -> {
            send.queueUrl(queue.url()).messageBody(message.body());
            if (message.hasMessageAttributes()) {
                send.messageAttributes(message.messageAttributes());
            }
            var group = attributes.get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
            if (group != null) {
                send.messageGroupId(group);
            }
            if (queue.name().endsWith(".fifo")) {
                send.messageDeduplicationId(message.messageId());
            }
            var trace = attributes.get(MessageSystemAttributeName.AWS_TRACE_HEADER);
            if (trace != null) {
                send.messageSystemAttributes(Map.of(
                        MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                        MessageSystemAttributeValue.builder()
                                .dataType("String")
                                .stringValue(trace)
                                .build()));
            }
        });
        return Optional.empty();
    }

    /** Asynchronously, as it was: it has its retries again, and comes back here if they fail. */
    private Way ofCall(DeadLetter.Call call) {
        var payload = call.invocation().path("requestPayload").toString();
        return new Way.Open(call.origin().text(), payload, () -> {
            lambda.invoke(invoke -> invoke.functionName(call.target())
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(payload)));
            return Optional.empty();
        });
    }

    /**
     * The item's event counts, as long as the item has the event's id: it is the same event, or one that was mended in
     * the table, or that did not fit into the message.
     */
    private Way ofPassedOver(DeadLetter.PassedOver letter) {
        var streamRecord = (ObjectNode) letter.failure().path("record").deepCopy();
        var change = streamRecord.path("dynamodb");
        var eventId = letter.failure().path("eventId");
        var stored = eventId.isTextual()
                ? records.attribute(letter.origin().table(), change.path("Keys"), eventId.textValue(), "event")
                : Optional.<JsonNode>empty();
        if (stored.isEmpty() && letter.failure().path("eventLeftOut").asBoolean()) {
            return new Way.Closed("its event was too large for the message, and the item has a later one");
        }
        stored.ifPresent(event -> ((ObjectNode) change.path("NewImage")).set("event", event));
        return toFunction(letter.origin(), List.of(streamRecord));
    }

    /** Synchronously, since only its answer says whether the function has processed the records. */
    private Way toFunction(Origin.OfStream stream, List<JsonNode> streamRecords) {
        var batch = JSON.createObjectNode();
        batch.putArray("Records").addAll(streamRecords);
        var payload = batch.toString();
        return new Way.Open(stream.function(), payload, () -> {
            var answer = lambda.invoke(
                    invoke -> invoke.functionName(stream.target()).payload(SdkBytes.fromUtf8String(payload)));
            var said = answer.payload().asUtf8String();
            if (answer.functionError() != null) {
                return Optional.of(stream.function() + " failed: " + error(said));
            }
            return hasFailures(said)
                    ? Optional.of(stream.function() + " could not process it: see ./faas logs " + stream.function())
                    : Optional.empty();
        });
    }

    private static String error(String answer) {
        try {
            var error = JSON.readTree(answer);
            return error.path("errorType").asText() + ": "
                    + error.path("errorMessage").asText();
        } catch (IOException e) {
            return "its answer is no JSON";
        }
    }

    /**
     * Whether the function reports records as not processed, or answers what is no report.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Partial batch
     *     response</a>
     */
    private static boolean hasFailures(String answer) {
        try {
            return !JSON.readTree(answer).path("batchItemFailures").isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        lambda.close();
        tables.close();
        streams.close();
    }
}
