package io.orderchannel.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faas.cli.http.SignedHttp;
import io.orderchannel.acceptance.engine.Engine;
import io.orderchannel.demo.input.OrderLineReader;
import io.orderchannel.demo.run.DemoRun;
import io.orderchannel.demo.run.Goal;
import io.orderchannel.demo.run.Progress;
import io.orderchannel.demo.run.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The deployed system as its users see it: its URLs, topics, queues and tables by stack output. */
public final class OrderSystem implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<QueueAttributeName> COUNTS = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    private final Engine engine;
    private final SignedHttp http;
    private final Aws aws;

    public OrderSystem(Engine engine) {
        this.engine = engine;
        this.http = engine.connection().http();
        this.aws = new Aws(engine.connection());
    }

    public Engine engine() {
        return engine;
    }

    public Aws aws() {
        return aws;
    }

    public Tables tables() {
        return new Tables(aws, engine.connection());
    }

    public String output(String key) {
        return engine.connection().output(key);
    }

    public URI placeOrderUrl() {
        return URI.create(output("PlaceOrderUrl")).resolve("/orders");
    }

    public URI orderUrl(String orderId) {
        return URI.create(output("GetOrderUrl")).resolve("/orders/" + orderId);
    }

    /** Sends a signed request. */
    public HttpResponse<String> send(String method, URI uri, Map<String, String> headers, String body) {
        try {
            return http.send(method, uri, headers, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> place(String key, String order) {
        return send("POST", placeOrderUrl(), Map.of("Content-Type", "application/json", "Idempotency-Key", key), order);
    }

    /** Places an order that must be accepted and returns its id. */
    public String placed(String order) {
        var response = place(Orders.aKey(), order);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return json(response).path("orderId").asText();
    }

    public JsonNode order(String orderId) {
        var response = send("GET", orderUrl(orderId), Map.of(), "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    /** Waits until each of the orders has left PLACED and is not CANCELLING. */
    public void awaitSettled(Collection<String> orderIds, Duration atMost) {
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(orderIds)
                        .allSatisfy(id ->
                                assertThat(order(id).path("state").asText()).isNotIn("PLACED", "CANCELLING")));
    }

    /** Waits until the order is in that state. */
    public void awaitState(String orderId, String state, Duration atMost) {
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(
                        () -> assertThat(order(orderId).path("state").asText()).isEqualTo(state));
    }

    /** Sends a file of orders and follows them until they have settled. */
    public DemoRun.Outcome run(OrderLineReader orders) {
        return run(orders, Goal.SETTLED);
    }

    /** Sends a file of orders and follows them until nothing more happens to any of them. */
    public DemoRun.Outcome runToTheEnd(OrderLineReader orders) {
        return run(orders, Goal.ENDED);
    }

    private DemoRun.Outcome run(OrderLineReader orders, Goal goal) {
        var options = RunOptions.standard().withGoal(goal);
        var run = new DemoRun(engine.connection(), options, Progress.silent());
        try {
            return run.run("test-" + UUID.randomUUID(), orders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a message straight to the queue whose URL is that stack output. */
    public void send(String queueOutput, String body) {
        aws.sqs().sendMessage(message -> message.queueUrl(output(queueOutput)).messageBody(body));
    }

    /** Whether no message waits in that queue, is being worked on, or waits to come again. */
    public boolean isQueueEmpty(String queueOutput) {
        return aws
                .sqs()
                .getQueueAttributes(get -> get.queueUrl(output(queueOutput)).attributeNames(COUNTS))
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals);
    }

    public static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    @Override
    public void close() {
        http.close();
        aws.close();
        engine.close();
    }
}
