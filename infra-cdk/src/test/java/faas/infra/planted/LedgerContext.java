package faas.infra.planted;

import faas.infra.BoundedContext;
import faas.infra.StageApp;
import faas.infra.construct.FunctionDeclaration;
import faas.infra.construct.QueueFunction;
import faas.infra.construct.RequestFunction;
import faas.infra.policy.BatchPolicy;
import faas.infra.policy.ConsumerGroup;
import faas.infra.policy.QueueFunctionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;

/** A context with one function, which listens to Billing and calls it. */
public final class LedgerContext implements BoundedContext {
    @Override
    public void declareContract(StageApp app) {
        app.contract("ledger");
    }

    @Override
    public void declareService(StageApp app) {
        Stack stack = new Stack(app.app(), app.stage().physicalName("ledger"));
        new QueueFunction(
                stack,
                "BookInvoice",
                app.stage(),
                app.topic("billing"),
                ConsumerGroup.ofTypes("invoice.sent.v1"),
                QueueFunctionPolicy.standard(BatchPolicy.of(10, Duration.ZERO)),
                new FunctionDeclaration<>(
                                app.functionPackage(PlantedSystem.MODULE), Handlers.OfQueue.class, Map.of(), List.of())
                        .calling("QUOTE_FEE", app.shared(RequestFunction.class, BillingContext.QUOTE_FEE), "asks"));
    }
}
