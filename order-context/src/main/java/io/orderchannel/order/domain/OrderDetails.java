package io.orderchannel.order.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was ordered, the same in every state.
 *
 * @param customer the customer's id, 1 to {@value #MAX_CUSTOMER_LENGTH} characters. Personal data: never logged
 * @param express whether the order itself reserves its slot and is confirmed only when it holds one
 * @param items 1 to {@value #MAX_ITEMS} in one currency, whose total is an amount of {@link Money}
 */
public record OrderDetails(
        OrderId id, String customer, Channel channel, boolean express, List<OrderItem> items, Instant placedAt) {

    public static final int MAX_CUSTOMER_LENGTH = 128;

    /** With a body of 64 KiB this keeps an item far below DynamoDB's 400 KB and an event below SNS's 256 KiB. */
    public static final int MAX_ITEMS = 100;

    public OrderDetails {
        customer(customer);
        items = items(items);
    }

    /** Checks a customer's id; throws IllegalArgumentException. */
    public static String customer(String id) {
        return Text.require(id, MAX_CUSTOMER_LENGTH);
    }

    /** Checks the items of an order; throws IllegalArgumentException. */
    public static List<OrderItem> items(List<OrderItem> items) {
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            throw new IllegalArgumentException("must have 1 to " + MAX_ITEMS + " items, has " + items.size());
        }
        total(items);
        return List.copyOf(items);
    }

    public Money total() {
        return total(items);
    }

    /**
     * A hash of the request: 64 lower-case hexadecimal digits, equal exactly when two requests ask for the same. Stored
     * orders have it: do not change what goes into it.
     */
    public String fingerprint() {
        List<String> texts = new ArrayList<>(List.of(customer, channel.name()));
        for (OrderItem item : items) {
            texts.add(item.sku());
            texts.add(Integer.toString(item.quantity()));
            texts.add(Long.toString(item.unitPrice().amount()));
            texts.add(item.unitPrice().currency());
        }
        if (express) {
            // An item adds four texts, so this one is never read as part of an item.
            texts.add("express");
        }
        return Sha256.hex(texts);
    }

    private static Money total(List<OrderItem> items) {
        return items.stream().map(OrderItem::price).reduce(Money::plus).orElseThrow();
    }
}
