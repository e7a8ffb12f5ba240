package io.orderchannel.infra.partner;

import faas.infra.BoundedContext;
import faas.infra.StageApp;
import io.orderchannel.infra.channel.ChannelContext;
import io.orderchannel.infra.channel.ChannelPolicies;

/** The partner, played by a function in stages that have no other. It stands before Channel in the list of contexts. */
public final class SimulatedPartner implements BoundedContext {
    @Override
    public void declareService(StageApp app) {
        if (app.stage().policies(ChannelPolicies.class).partnerCalls().partner().isEmpty()) {
            app.share(ChannelContext.PARTNER_URL, new PartnerStack(app).url());
        }
    }
}
