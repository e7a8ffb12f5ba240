package io.orderchannel.order.application;

/** The store of orders accepts no more requests for the moment. The request may be repeated. */
public final class OrdersOverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OrdersOverloadedException(String message, Throwable cause) {
        super(message, cause);
    }
}
