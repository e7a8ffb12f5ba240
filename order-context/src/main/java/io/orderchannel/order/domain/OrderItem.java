package io.orderchannel.order.domain;

/**
 * One line of an order.
 *
 * @param sku the stock keeping unit, 1 to {@value #MAX_SKU_LENGTH} characters
 * @param quantity 1 to {@value #MAX_QUANTITY}
 */
public record OrderItem(String sku, int quantity, Money unitPrice) {
    public static final int MAX_SKU_LENGTH = 64;
    public static final int MAX_QUANTITY = 1_000_000;

    public OrderItem {
        sku(sku);
        quantity(quantity);
    }

    /** Checks a SKU; throws IllegalArgumentException. */
    public static String sku(String sku) {
        return Text.require(sku, MAX_SKU_LENGTH);
    }

    /** Checks a quantity; throws IllegalArgumentException. */
    public static int quantity(long quantity) {
        if (quantity < 1 || quantity > MAX_QUANTITY) {
            throw new IllegalArgumentException("must be from 1 to " + MAX_QUANTITY + ", is " + quantity);
        }
        return (int) quantity;
    }

    public Money price() {
        return unitPrice.times(quantity);
    }
}
