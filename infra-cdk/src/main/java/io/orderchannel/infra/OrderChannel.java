package io.orderchannel.infra;

import faas.infra.BoundedContext;
import faas.infra.HttpExample;
import faas.infra.SystemDefinition;
import faas.infra.policy.FlowStep;
import io.orderchannel.infra.channel.ChannelContext;
import io.orderchannel.infra.order.OrderContext;
import io.orderchannel.infra.partner.SimulatedPartner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The system of this project. */
public final class OrderChannel implements SystemDefinition {
    private static final String ORDER = """
            {"customerId":"c-001","channel":"COURIER","items":[{"sku":"tea-001","quantity":2,\
            "unitPrice":{"amount":450,"currency":"EUR"}}]}""";
    private static final int NO_SUCH_ORDER = 404;

    @Override
    public String name() {
        return "order-channel";
    }

    @Override
    public List<BoundedContext> contexts() {
        return List.of(new SimulatedPartner(), new ChannelContext(), new OrderContext());
    }

    @Override
    public Optional<HealthCheck> health() {
        return Optional.of(new HealthCheck(HttpExample.get("GetOrderUrl", "/orders/none"), NO_SUCH_ORDER));
    }

    @Override
    public List<FlowStep> flow() {
        return List.of(
                FlowStep.count("Orders accepted", "PlaceOrder", "Answers201"),
                FlowStep.count("Order events published", "PublishOrderEvents", "EventsPublished"),
                FlowStep.count("Assignments decided", "AssignOrder", "MessagesProcessed"),
                FlowStep.count("Channel events published", "PublishChannelEvents", "EventsPublished"),
                FlowStep.count("Outcomes applied", "ApplyChannelOutcome", "MessagesProcessed"),
                FlowStep.age("Oldest order that waits for a channel, ms", "ExpireStaleOrders", "OldestPlacedAge"));
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("Place an order:", placeOrder("my-first-order", ORDER)),
                new Example(
                        "Look at it; its id is in the answer:", HttpExample.get("GetOrderUrl", "/orders/ORDER_ID")));
    }

    @Override
    public String hint() {
        return """
                Report as the partner. Place an order of sku PARTNER-SILENT-1, with another Idempotency-Key, so that the
                simulated partner says nothing; this prints a signed curl line:

                  ./faas sign '{"assignmentId":"assignment-ORDER_ID","update":"shipped"}'
                """;
    }

    /** Orders to every end: delivered, failed, with a partner that fails at first, express. */
    @Override
    public List<HttpExample> training() {
        List<HttpExample> requests = new ArrayList<>();
        for (String sku : List.of("tea-001", "pen-002", "PARTNER-FAILS-ONCE-1", "PARTNER-FAILS-DELIVERY-1")) {
            requests.add(placeOrder("training-" + sku, ORDER.replace("tea-001", sku)));
            requests.add(placeOrder(
                    "training-express-" + sku,
                    ORDER.replace("tea-001", sku).replace("\"items\"", "\"express\":true,\"items\"")));
        }
        return requests;
    }

    private static HttpExample placeOrder(String idempotencyKey, String order) {
        return HttpExample.post("PlaceOrderUrl", "/orders", "Idempotency-Key", idempotencyKey, order);
    }
}
