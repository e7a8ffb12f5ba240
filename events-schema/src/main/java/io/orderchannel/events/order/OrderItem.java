package io.orderchannel.events.order;

import faas.events.Fields;

/**
 * One line of an order.
 *
 * @param sku stock keeping unit, not blank
 * @param quantity pieces, at least 1
 * @param unitPrice price of one piece
 */
public record OrderItem(String sku, int quantity, Money unitPrice) {
    public OrderItem {
        Fields.present(sku, "sku");
        Fields.atLeast(1, quantity, "quantity");
        Fields.present(unitPrice, "unitPrice");
    }
}
