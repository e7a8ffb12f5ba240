package io.orderchannel.order.application;

import faas.events.CloudEvent;
import io.orderchannel.order.domain.Order;
import io.orderchannel.order.domain.RequestFingerprint;

/** Port: stores an order that is not there yet, together with what was asked for and the event that announces it, in one write. */
public interface StoreNewOrder {

    Result storeNew(Order.Placed order, RequestFingerprint request, CloudEvent event);

    sealed interface Result {

        record Stored() implements Result {}

        /** An order of this id was there before and is as it was; {@code request} is what it was placed with. */
        record AlreadyThere(RequestFingerprint request) implements Result {}
    }
}
