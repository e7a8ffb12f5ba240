package io.orderchannel.channel.domain;

/** What a channel decided about one order. Each state is a type of its own, so that only a rejection has a reason. */
public sealed interface Assignment {

    OrderId orderId();

    Slots slots();

    Version version();

    /** How far the assignment has followed the order's side. */
    OrderMarker applied();

    default AssignmentId id() {
        return AssignmentId.of(orderId());
    }

    /** The order takes one of these slots. */
    static Assigned assign(SlotRequest request, OrderMarker cause) {
        return new Assigned(request.orderId(), request.slots(), Version.FIRST, cause);
    }

    /** There is no slot for the order. */
    static Rejected reject(SlotRequest request, Capacity capacity, OrderMarker cause) {
        String reason = "channel " + request.slots().channel() + " has none of its " + capacity.slots()
                + " slots left on " + request.slots().day();
        return new Rejected(request.orderId(), request.slots(), Version.FIRST, cause, reason);
    }

    /** A slot is held for the order, without an expiry. */
    record Assigned(OrderId orderId, Slots slots, Version version, OrderMarker applied) implements Assignment {}

    /** No slot is held for the order and none will be. */
    record Rejected(OrderId orderId, Slots slots, Version version, OrderMarker applied, String reason)
            implements Assignment {}
}
