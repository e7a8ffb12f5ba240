package io.orderchannel.events.order;

/**
 * One line of an order.
 *
 * @param sku stock keeping unit, not blank
 * @param quantity pieces, at least 1
 * @param unitPrice price of one piece
 */
public record OrderItem(String sku, int quantity, Money unitPrice) {}
