package io.orderchannel.demo.run;

import io.orderchannel.events.order.OrderEventType;

/** How far a run follows its orders. */
public enum Goal {
    /** Until each order is neither PLACED nor CANCELLING: its channel has decided. */
    SETTLED {
        @Override
        boolean isReachedIn(OrderEventType state) {
            return switch (state) {
                case CONFIRMED, REJECTED, SHIPPED, DELIVERED, CANCELLED -> true;
                case PLACED, CANCELLING -> false;
            };
        }
    },
    /** Until each order is in a state that nothing follows. */
    ENDED {
        @Override
        boolean isReachedIn(OrderEventType state) {
            return switch (state) {
                case DELIVERED, REJECTED, CANCELLED -> true;
                case PLACED, CONFIRMED, SHIPPED, CANCELLING -> false;
            };
        }
    };

    abstract boolean isReachedIn(OrderEventType state);
}
