package io.orderchannel.demo.run;

import io.orderchannel.events.OrderState;

/** How far a run follows its orders. */
public enum Goal {
    /** Until each order has left PLACED. */
    SETTLED {
        @Override
        boolean isReachedIn(OrderState state) {
            return state != OrderState.PLACED;
        }
    },
    /** Until each order is in a state that nothing follows. */
    ENDED {
        @Override
        boolean isReachedIn(OrderState state) {
            return switch (state) {
                case DELIVERED, REJECTED, CANCELLED -> true;
                case PLACED, CONFIRMED, SHIPPED -> false;
            };
        }
    };

    abstract boolean isReachedIn(OrderState state);
}
