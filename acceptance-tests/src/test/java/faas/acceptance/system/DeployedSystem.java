package faas.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.acceptance.engine.Engine;
import faas.cli.http.SignedHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A deployed system as its users see it: its URLs, topics, queues and tables by stack output. */
public class DeployedSystem implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<QueueAttributeName> COUNTS = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private final Engine engine;
    private final SignedHttp http;
    private final Aws aws;

    public DeployedSystem(Engine engine) {
        this.engine = engine;
        this.http = engine.connection().http();
        this.aws = new Aws(engine.connection());
    }

    public final Engine engine() {
        return engine;
    }

    public final Aws aws() {
        return aws;
    }

    public final String output(String key) {
        return engine.connection().output(key);
    }

    /** Sends a signed request. */
    public final HttpResponse<String> send(String method, URI uri, Map<String, String> headers, String body) {
        try {
            return http.send(method, uri, headers, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a message straight to the queue whose URL is that stack output. */
    public final void send(String queueOutput, String body) {
        aws.sqs().sendMessage(message -> message.queueUrl(output(queueOutput)).messageBody(body));
    }

    /** Publishes an event to the topic whose ARN is that stack output, with the attribute {@code type}, as relays do. */
    public final void publish(String topicOutput, String event) {
        var type = MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(parse(event).path("type").asText())
                .build();
        aws.sns()
                .publish(publish ->
                        publish.topicArn(output(topicOutput)).message(event).messageAttributes(Map.of("type", type)));
    }

    /** Invokes a function and returns its answer, which is empty where nobody waits for it. */
    public final String invoke(String function, InvocationType type, String payload) {
        var answer = aws.lambda()
                .invoke(invoke -> invoke.functionName(engine.kind().stage() + "-" + function)
                        .qualifier("live")
                        .invocationType(type)
                        .payload(SdkBytes.fromUtf8String(payload)));
        if (answer.functionError() != null) {
            throw new IllegalStateException(function + ": " + answer.payload().asUtf8String());
        }
        return answer.payload() == null ? "" : answer.payload().asUtf8String();
    }

    /** The value of the secret whose ARN is that stack output. */
    public final String secret(String arnOutput) {
        return aws.secrets()
                .getSecretValue(get -> get.secretId(output(arnOutput)))
                .secretString();
    }

    /** Whether no message waits in that queue, is being worked on, or waits to come again. */
    public final boolean isQueueEmpty(String queueOutput) {
        return aws
                .sqs()
                .getQueueAttributes(get -> get.queueUrl(output(queueOutput)).attributeNames(COUNTS))
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals);
    }

    /** Every item of the table whose name is that stack output. */
    public final List<Map<String, AttributeValue>> scan(String tableOutput) {
        return aws
                .dynamoDb()
                .scanPaginator(scan -> scan.tableName(output(tableOutput)).consistentRead(true))
                .items()
                .stream()
                .toList();
    }

    /** The item of that key in the table whose name is that stack output; without attributes if it is not there. */
    public final Map<String, AttributeValue> item(String tableOutput, String keyName, String key) {
        return aws.dynamoDb()
                .getItem(get -> get.tableName(output(tableOutput))
                        .key(Map.of(keyName, AttributeValue.fromS(key)))
                        .consistentRead(true))
                .item();
    }

    /**
     * The contract's own example of an event, about another aggregate.
     *
     * @param type version included: {@code invoice.sent.v1}
     */
    public static String exampleOf(String type, String aggregateId) {
        var name = "/" + type.substring(0, type.indexOf('.')) + "/examples/" + type + ".json";
        try (var in = Objects.requireNonNull(DeployedSystem.class.getResourceAsStream(name), name)) {
            var example = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var id = parse(example).path("id").asText();
            return example.replace(id.substring(0, id.indexOf('#')), aggregateId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return parse(response.body());
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** Closes the clients; the engine is closed by whoever started it. */
    @Override
    public void close() {
        http.close();
        aws.close();
    }
}
