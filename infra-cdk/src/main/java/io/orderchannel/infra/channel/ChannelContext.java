package io.orderchannel.infra.channel;

import faas.infra.BoundedContext;
import faas.infra.ContractStack;
import faas.infra.StageApp;
import faas.infra.construct.WebhookKeys;
import faas.infra.policy.Stage;
import java.util.Map;

/** The Channel context. A stage without a partner of its own needs one before it in the list of contexts. */
public final class ChannelContext implements BoundedContext {
    /** Shared: the {@link WebhookKeys} that the partner signs its calls with. */
    public static final String PARTNER_KEYS = "PartnerWebhookKeys";

    /** Shared by a partner that is declared with the system: the address where it takes notices, a string. */
    public static final String PARTNER_URL = "PartnerUrl";

    /** Shared: the {@link faas.infra.construct.RequestFunction} that reserves, confirms and releases slots. */
    public static final String MANAGE_SLOT = "ManageSlot";

    @Override
    public Stage addPolicies(Stage stage, Map<String, String> environment) {
        return stage.with(
                stage.keepsData() ? ChannelPolicies.production(stage.name(), environment) : ChannelPolicies.demo());
    }

    @Override
    public void declareContract(StageApp app) {
        ContractStack contract = app.contract("channel");
        app.share(
                PARTNER_KEYS,
                new WebhookKeys(
                        contract,
                        PARTNER_KEYS,
                        app.stage(),
                        "partner-webhook-keys",
                        "Keys of the partner's webhook, current and previous"));
    }

    @Override
    public void declareService(StageApp app) {
        new ChannelStack(app);
    }
}
