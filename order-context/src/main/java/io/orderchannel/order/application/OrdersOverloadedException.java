package io.orderchannel.order.application;

/** The store of orders takes no more for the moment. Nothing was stored by this attempt that a later one would not find. */
public final class OrdersOverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OrdersOverloadedException(String message, Throwable cause) {
        super(message, cause);
    }
}
