package io.orderchannel.infra.channel;

import faas.infra.policy.Findings;
import faas.infra.policy.RequestFunctionPolicy;
import faas.infra.policy.StreamFunctionPolicy;
import faas.infra.policy.Violation;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The policies of the functions that hold slots for a while.
 *
 * @param hold how long a slot is held without being confirmed, 1 s to 1 h. It should outlast the visibility time-out of
 *     who confirms, so that one whose first try died finds the slot still held.
 */
public record ReservationPolicy(
        Duration hold, RequestFunctionPolicy manageSlot, StreamFunctionPolicy releaseExpiredReservations) {
    private static final Duration LONGEST_HOLD = Duration.ofHours(1);

    public ReservationPolicy withHold(Duration hold) {
        return new ReservationPolicy(hold, manageSlot, releaseExpiredReservations);
    }

    public ReservationPolicy withManageSlot(UnaryOperator<RequestFunctionPolicy> change) {
        return new ReservationPolicy(hold, change.apply(manageSlot), releaseExpiredReservations);
    }

    List<Violation> violations(String construct) {
        Findings findings = new Findings(construct);
        findings.checkRange("hold", hold, Duration.ofSeconds(1), LONGEST_HOLD);
        return findings.violations();
    }
}
