package io.orderchannel.channel.slots.application;

/**
 * Port: has the partner notified, at some time and perhaps more than once. What goes wrong after this call returned
 * does not come back to the caller.
 */
public interface Partner {
    /**
     * Has the partner notified of an order that it is to fulfil.
     *
     * @throws RuntimeException if the notification may not be under way; asking again is safe
     */
    void notify(OrderRequest order);
}
