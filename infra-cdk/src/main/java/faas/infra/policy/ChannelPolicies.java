package faas.infra.policy;

import java.util.function.UnaryOperator;

/** The policies of the Channel context's functions, and what its channels can take. */
public record ChannelPolicies(
        ChannelCapacity capacity,
        QueueFunctionPolicy assignOrder,
        StreamFunctionPolicy publishChannelEvents,
        AsyncFunctionPolicy countOrderEvents,
        ReservationPolicy reservations,
        PartnerCallPolicy partnerCalls,
        PayoutPolicy payouts) {
    public ChannelPolicies withCapacity(UnaryOperator<ChannelCapacity> change) {
        return new ChannelPolicies(
                change.apply(capacity),
                assignOrder,
                publishChannelEvents,
                countOrderEvents,
                reservations,
                partnerCalls,
                payouts);
    }

    public ChannelPolicies withAssignOrder(UnaryOperator<QueueFunctionPolicy> change) {
        return new ChannelPolicies(
                capacity,
                change.apply(assignOrder),
                publishChannelEvents,
                countOrderEvents,
                reservations,
                partnerCalls,
                payouts);
    }

    public ChannelPolicies withPublishChannelEvents(UnaryOperator<StreamFunctionPolicy> change) {
        return new ChannelPolicies(
                capacity,
                assignOrder,
                change.apply(publishChannelEvents),
                countOrderEvents,
                reservations,
                partnerCalls,
                payouts);
    }

    public ChannelPolicies withCountOrderEvents(UnaryOperator<AsyncFunctionPolicy> change) {
        return new ChannelPolicies(
                capacity,
                assignOrder,
                publishChannelEvents,
                change.apply(countOrderEvents),
                reservations,
                partnerCalls,
                payouts);
    }

    public ChannelPolicies withReservations(UnaryOperator<ReservationPolicy> change) {
        return new ChannelPolicies(
                capacity,
                assignOrder,
                publishChannelEvents,
                countOrderEvents,
                change.apply(reservations),
                partnerCalls,
                payouts);
    }

    public ChannelPolicies withPartnerCalls(UnaryOperator<PartnerCallPolicy> change) {
        return new ChannelPolicies(
                capacity,
                assignOrder,
                publishChannelEvents,
                countOrderEvents,
                reservations,
                change.apply(partnerCalls),
                payouts);
    }

    public ChannelPolicies withPayouts(UnaryOperator<PayoutPolicy> change) {
        return new ChannelPolicies(
                capacity,
                assignOrder,
                publishChannelEvents,
                countOrderEvents,
                reservations,
                partnerCalls,
                change.apply(payouts));
    }
}
