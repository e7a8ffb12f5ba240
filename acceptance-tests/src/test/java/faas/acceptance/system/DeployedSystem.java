package faas.acceptance.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.acceptance.engine.Engine;
import faas.cli.http.SignedHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
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

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    /** Closes the clients; the engine is closed by whoever started it. */
    @Override
    public void close() {
        http.close();
        aws.close();
    }
}
