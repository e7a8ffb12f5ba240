package io.orderchannel.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import faas.acceptance.engine.Engine;
import faas.acceptance.system.DeployedSystem;
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
import java.util.Map;
import java.util.UUID;

/** The deployed system as its users see it: orders and what became of them. */
public final class OrderSystem extends DeployedSystem {

    public OrderSystem(Engine engine) {
        super(engine);
    }

    public Tables tables() {
        return new Tables(this);
    }

    public URI placeOrderUrl() {
        return URI.create(output("PlaceOrderUrl")).resolve("/orders");
    }

    public URI orderUrl(String orderId) {
        return URI.create(output("GetOrderUrl")).resolve("/orders/" + orderId);
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
        var run = new DemoRun(engine().connection(), options, Progress.silent());
        try {
            return run.run("test-" + UUID.randomUUID(), orders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
