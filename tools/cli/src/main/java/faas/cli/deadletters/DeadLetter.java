package faas.cli.deadletters;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A message of a dead-letter or failure queue, as what it was.
 *
 * @param message as SQS gave it
 * @param content what it was before it was given up
 */
public record DeadLetter(Message message, Content content) {

    /** The format of what a relay passed over; docs/failures.md describes it. */
    public static final String RELAY_FORMAT = "relay-failure.v1";

    /** Numbers stay as they are: a function is to get the payload that it got before. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** What a dead letter was. */
    public sealed interface Content {

        /** As people read it. */
        String text();

        /** Why it failed, as far as the message itself says; empty if it does not. */
        String reason();

        /** How often it was tried. */
        String tries();

        /** By which ids the logs of functions name it. */
        List<String> ids();
    }

    /** A message of a queue, or one that a topic could not deliver there. */
    record Queued(Origin.OfMessages origin, String messageId, Optional<JsonNode> envelope) implements Content {
        @Override
        public String text() {
            return "message of " + origin.text()
                    + envelope.map(sns -> ", in the envelope of topic "
                                    + afterLast(':', sns.path("TopicArn").asText()))
                            .orElse("");
        }

        @Override
        public String reason() {
            return "";
        }

        @Override
        public String tries() {
            return origin.tries();
        }

        @Override
        public List<String> ids() {
            return List.of(messageId);
        }
    }

    /**
     * Lambda's record of an asynchronous invocation.
     *
     * @param target the ARN by which the function is invoked again
     */
    record Call(Origin.OfCalls origin, String target, JsonNode invocation) implements Content {
        @Override
        public String text() {
            return "asynchronous call of " + origin.function();
        }

        @Override
        public String reason() {
            return ofInvocation(invocation);
        }

        @Override
        public String tries() {
            return triesOf(invocation);
        }

        @Override
        public List<String> ids() {
            return List.of(invocation.path("requestContext").path("requestId").asText());
        }
    }

    /** Lambda's record of a part of a stream, which has positions only. */
    record Positions(Origin.OfStream origin, JsonNode invocation) implements Content {
        JsonNode batch() {
            return invocation.path("DDBStreamBatchInfo");
        }

        @Override
        public String text() {
            return batch().path("batchSize").asInt() + " records of the " + origin.text() + ", shard "
                    + batch().path("shardId").asText() + " from "
                    + batch().path("startSequenceNumber").asText();
        }

        @Override
        public String reason() {
            return ofInvocation(invocation);
        }

        @Override
        public String tries() {
            return triesOf(invocation);
        }

        @Override
        public List<String> ids() {
            return List.of(
                    invocation.path("requestContext").path("requestId").asText(),
                    batch().path("startSequenceNumber").asText());
        }
    }

    /** A record of a stream that a relay passed over. */
    record PassedOver(Origin.OfStream origin, JsonNode failure) implements Content {
        String position() {
            return failure.path("table").asText() + " "
                    + failure.path("sequenceNumber").asText();
        }

        @Override
        public String text() {
            return "record of the " + origin.text() + ", passed over by the relay: event "
                    + failure.path("eventId").asText() + ", sequence number "
                    + failure.path("sequenceNumber").asText();
        }

        @Override
        public String reason() {
            return failure.path("reason").asText() + ": "
                    + failure.path("detail").asText();
        }

        @Override
        public String tries() {
            return "tried once";
        }

        @Override
        public List<String> ids() {
            return List.of(failure.path("sequenceNumber").asText());
        }
    }

    /** Anything else, which nothing can be done with but to drop it. */
    record Unknown(String reason) implements Content {
        @Override
        public String text() {
            return "unknown";
        }

        @Override
        public String tries() {
            return "";
        }

        @Override
        public List<String> ids() {
            return List.of();
        }
    }

    /** What messages of the queue are. Their own words count only where they agree with the queue's origins. */
    public static List<DeadLetter> of(List<Message> messages, FailureQueue queue) {
        return messages.stream()
                .map(message -> new DeadLetter(message, content(message, queue)))
                .toList();
    }

    private static Content content(Message message, FailureQueue queue) {
        var source = message.attributes().get(MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN);
        if (source != null || queue.origins().stream().allMatch(Origin.OfMessages.class::isInstance)) {
            var queues = of(Origin.OfMessages.class, queue)
                    .filter(origin -> source == null
                            || (origin instanceof Origin.OfQueue from
                                    && from.arn().equals(source)))
                    .toList();
            return queues.size() == 1
                    ? new Queued(queues.getFirst(), message.messageId(), envelope(message.body()))
                    : new Unknown("neither SQS nor SNS says which of the queues it came from");
        }
        var body = parsed(message.body());
        if (body.has("type")) {
            return passedOver(body, queue);
        }
        var invoked = body.path("requestContext").path("functionArn").asText();
        var function = FailureQueue.function(invoked);
        if (body.has("DDBStreamBatchInfo")) {
            if (!Stream.of("startSequenceNumber", "endSequenceNumber")
                    .allMatch(name ->
                            body.path("DDBStreamBatchInfo").path(name).asText().matches("\\d+"))) {
                return new Unknown("its DDBStreamBatchInfo has no sequence numbers");
            }
            var stream = body.path("DDBStreamBatchInfo").path("streamArn").asText();
            return of(Origin.OfStream.class, queue)
                    .filter(origin -> origin.function().equals(function)
                            && origin.streamArn().equals(stream))
                    .findFirst()
                    .<Content>map(origin -> new Positions(origin, body))
                    .orElseGet(() -> new Unknown("this queue is not the destination of stream " + stream
                            + " and function '" + function + "'"));
        }
        if (body.has("requestPayload")) {
            return of(Origin.OfCalls.class, queue)
                    .filter(origin -> origin.function().equals(function))
                    .flatMap(origin ->
                            origin.target(invoked).<Content>map(target -> new Call(origin, target, body)).stream())
                    .findFirst()
                    .orElseGet(() ->
                            new Unknown("this queue is not the destination of calls of function '" + invoked + "'"));
        }
        return new Unknown("neither a record of Lambda nor of a relay");
    }

    private static Content passedOver(JsonNode body, FailureQueue queue) {
        var type = body.path("type").asText();
        if (!type.equals(RELAY_FORMAT)) {
            return new Unknown("format '" + type + "', expected " + RELAY_FORMAT);
        }
        if (!body.at("/record/dynamodb/Keys").isObject()
                || !body.at("/record/dynamodb/NewImage").isObject()) {
            return new Unknown("it has no record with Keys and NewImage");
        }
        var function = body.path("function").asText();
        var table = body.path("table").asText();
        return of(Origin.OfStream.class, queue)
                .filter(origin ->
                        origin.function().equals(function) && origin.table().equals(table))
                .findFirst()
                .<Content>map(origin -> new PassedOver(origin, body))
                .orElseGet(() -> new Unknown(
                        "this queue is not the destination of table '" + table + "' and function '" + function + "'"));
    }

    private static <T extends Origin> Stream<T> of(Class<T> kind, FailureQueue queue) {
        return queue.origins().stream().filter(kind::isInstance).map(kind::cast);
    }

    /** What SNS puts around a message that is not delivered raw. */
    private static Optional<JsonNode> envelope(String body) {
        return Optional.of(parsed(body))
                .filter(json -> json.path("Type").asText().equals("Notification") && json.has("TopicArn"));
    }

    private static JsonNode parsed(String body) {
        try {
            var json = JSON.readTree(body);
            return json.isObject() ? json : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String ofInvocation(JsonNode invocation) {
        var error = invocation.path("responsePayload");
        var said = Stream.of("errorType", "errorMessage")
                .map(field -> error.path(field).asText())
                .filter(text -> !text.isEmpty())
                .toList();
        return invocation.path("requestContext").path("condition").asText()
                + (said.isEmpty() ? "" : ", " + String.join(": ", said));
    }

    private static String triesOf(JsonNode invocation) {
        return "tried "
                + invocation
                        .path("requestContext")
                        .path("approximateInvokeCount")
                        .asInt() + " times";
    }

    private static String afterLast(char separator, String text) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }

    /** Of a record that a relay passed over: the same for each message about it. */
    public Optional<String> position() {
        return content instanceof PassedOver passedOver ? Optional.of(passedOver.position()) : Optional.empty();
    }

    public String id() {
        return message.messageId();
    }

    /**
     * When it was first sent: SQS keeps the time of a message that it moves to a dead-letter queue, unless it is a FIFO
     * queue (<a
     * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html">retention</a>).
     */
    public Instant sent() {
        return Instant.ofEpochMilli(
                Long.parseLong(message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0")));
    }
}
