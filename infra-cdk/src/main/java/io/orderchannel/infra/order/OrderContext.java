package io.orderchannel.infra.order;

import faas.infra.BoundedContext;
import faas.infra.StageApp;
import faas.infra.policy.Stage;
import java.util.Map;

/** The Order context. It calls ManageSlot, so it stands after Channel in the list of contexts. */
public final class OrderContext implements BoundedContext {
    @Override
    public Stage addPolicies(Stage stage, Map<String, String> environment) {
        return stage.with(stage.keepsData() ? OrderPolicies.production() : OrderPolicies.demo());
    }

    @Override
    public void declareContract(StageApp app) {
        app.contract("order");
    }

    @Override
    public void declareService(StageApp app) {
        new OrderStack(app);
    }
}
