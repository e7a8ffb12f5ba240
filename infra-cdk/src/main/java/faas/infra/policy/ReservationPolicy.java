package faas.infra.policy;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The policies of the functions that hold slots for a while.
 *
 * @param hold how long a slot is held without being confirmed, 1 s to 1 h. It should outlast the visibility time-out of who
 *     confirms, so that one whose first try died finds the slot still held.
 */
public record ReservationPolicy(
        Duration hold, RequestFunctionPolicy manageSlot, StreamFunctionPolicy releaseExpiredReservations) {
    public ReservationPolicy withHold(Duration hold) {
        return new ReservationPolicy(hold, manageSlot, releaseExpiredReservations);
    }

    public ReservationPolicy withManageSlot(UnaryOperator<RequestFunctionPolicy> change) {
        return new ReservationPolicy(hold, change.apply(manageSlot), releaseExpiredReservations);
    }

    public ReservationPolicy withReleaseExpiredReservations(UnaryOperator<StreamFunctionPolicy> change) {
        return new ReservationPolicy(hold, manageSlot, change.apply(releaseExpiredReservations));
    }
}
