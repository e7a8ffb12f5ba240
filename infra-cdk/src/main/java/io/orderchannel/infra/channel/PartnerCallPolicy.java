package io.orderchannel.infra.channel;

import faas.infra.policy.AsyncFunctionPolicy;
import faas.infra.policy.HttpFunctionPolicy;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Who the partner is, and the policies of the functions that talk with it: out, asynchronously, and back in by webhook.
 *
 * @param partner where it takes notices; empty: a partner is declared with the system and shares its address
 */
public record PartnerCallPolicy(
        Optional<URI> partner, AsyncFunctionPolicy notifyPartner, HttpFunctionPolicy recordPartnerUpdate) {
    public PartnerCallPolicy withPartner(URI url) {
        return new PartnerCallPolicy(Optional.of(url), notifyPartner, recordPartnerUpdate);
    }

    public PartnerCallPolicy withNotifyPartner(UnaryOperator<AsyncFunctionPolicy> change) {
        return new PartnerCallPolicy(partner, change.apply(notifyPartner), recordPartnerUpdate);
    }

    public PartnerCallPolicy withRecordPartnerUpdate(UnaryOperator<HttpFunctionPolicy> change) {
        return new PartnerCallPolicy(partner, notifyPartner, change.apply(recordPartnerUpdate));
    }
}
