package faas.acceptance.conformance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.acceptance.system.DeployedSystem;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** The deployed probe on one engine. */
final class Site {

    /** For anything that an engine does at all. */
    static final Duration SOON = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(100);

    private final DeployedSystem system;

    Site(DeployedSystem system) {
        this.system = system;
    }

    DeployedSystem system() {
        return system;
    }

    /**
     * Starts execution environments, as many as are at work at one time in what follows: there a start would count
     * towards windows and visibility timeouts.
     */
    void warmUp() {
        var held = Script.hold(2_000);
        IntStream.range(0, 6)
                .mapToObj(_ -> CompletableFuture.runAsync(() -> invoke(held)))
                .toList()
                .forEach(CompletableFuture::join);
    }

    /** Invokes the function with nothing but the script, and waits. */
    InvokeResponse invoke(Script script) {
        return invoke(script, _ -> {});
    }

    /** The same with what is set on the request. */
    InvokeResponse invoke(Script script, Consumer<InvokeRequest.Builder> set) {
        return system.aws().lambda().invoke(invoke -> {
            invoke.functionName(ConformanceApp.FUNCTION)
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String(script.toJson()));
            set.accept(invoke);
        });
    }

    /** The status, and the name of the error where the call is refused. */
    static String answer(Supplier<? extends AwsResponse> call) {
        try {
            return call.get().sdkHttpResponse().statusCode() + ", taken";
        } catch (AwsServiceException refused) {
            return refused.statusCode() + " " + refused.awsErrorDetails().errorCode();
        }
    }

    /** Sends them in one request. */
    void send(String queueOutput, List<String> bodies) {
        var entries = IntStream.range(0, bodies.size())
                .mapToObj(n -> SendMessageBatchRequestEntry.builder()
                        .id("m" + n)
                        .messageBody(bodies.get(n))
                        .build())
                .toList();
        system.aws()
                .sqs()
                .sendMessageBatch(
                        send -> send.queueUrl(system.output(queueOutput)).entries(entries));
    }

    /** What the function was handed so far. */
    List<Delivery> deliveries(Script script) {
        var item = system.aws()
                .dynamoDb()
                .getItem(get -> get.tableName(system.output("DeliveriesTableName"))
                        .key(Map.of("pk", AttributeValue.fromS(script.id())))
                        .consistentRead(true))
                .item();
        return item.containsKey("deliveries")
                ? item.get("deliveries").l().stream()
                        .map(AttributeValue::m)
                        .map(Delivery::of)
                        .toList()
                : List.of();
    }

    /** Waits until it was handed over so often. */
    List<Delivery> awaitDeliveries(Script script, int times) {
        return await("deliveries of " + script)
                .atMost(SOON)
                .pollInterval(POLL)
                .until(() -> deliveries(script), deliveries -> deliveries.size() >= times);
    }

    void awaitEmpty(String queueOutput) {
        await(queueOutput + " is empty").atMost(SOON).pollInterval(POLL).until(() -> system.isQueueEmpty(queueOutput));
    }

    /** Waits for the message of the queue that is wanted; others are left there. */
    Message awaitMessage(String queueOutput, Predicate<Message> wanted) {
        return await("message of " + queueOutput)
                .atMost(SOON)
                .until(
                        () -> peek(system.output(queueOutput)).stream()
                                .filter(wanted)
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /** Takes messages from the queue until none has come for two seconds. */
    List<Message> drain(String queueUrl) {
        List<Message> all = new ArrayList<>();
        for (var some = receive(queueUrl, 2); !some.isEmpty(); some = receive(queueUrl, 2)) {
            all.addAll(some);
            var entries = some.stream()
                    .map(message -> DeleteMessageBatchRequestEntry.builder()
                            .id(message.messageId())
                            .receiptHandle(message.receiptHandle())
                            .build())
                    .toList();
            system.aws()
                    .sqs()
                    .deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries));
        }
        return all;
    }

    /** Receives and leaves the messages to others. */
    private List<Message> peek(String queueUrl) {
        return system.aws()
                .sqs()
                .receiveMessage(receive ->
                        receive.queueUrl(queueUrl).maxNumberOfMessages(10).visibilityTimeout(0))
                .messages();
    }

    private List<Message> receive(String queueUrl, int seconds) {
        return system.aws()
                .sqs()
                .receiveMessage(receive -> receive.queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .waitTimeSeconds(seconds))
                .messages();
    }

    /** The document, or a missing node where the text is none. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of an object's members, sorted. */
    static String names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).sorted().collect(Collectors.joining(", "));
    }
}
