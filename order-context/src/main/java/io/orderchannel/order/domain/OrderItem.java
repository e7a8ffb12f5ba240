package io.orderchannel.order.domain;

/** One line of an order. */
public record OrderItem(Sku sku, Quantity quantity, Money unitPrice) {

    public Money price() {
        return unitPrice.times(quantity);
    }
}
