package faas.infra.policy;

import java.util.function.UnaryOperator;

/** The policies of the functions that talk with the partner: out, asynchronously, and back in by webhook. */
public record PartnerCallPolicy(AsyncFunctionPolicy notifyPartner, HttpFunctionPolicy recordPartnerUpdate) {
    public PartnerCallPolicy withNotifyPartner(UnaryOperator<AsyncFunctionPolicy> change) {
        return new PartnerCallPolicy(change.apply(notifyPartner), recordPartnerUpdate);
    }

    public PartnerCallPolicy withRecordPartnerUpdate(UnaryOperator<HttpFunctionPolicy> change) {
        return new PartnerCallPolicy(notifyPartner, change.apply(recordPartnerUpdate));
    }
}
