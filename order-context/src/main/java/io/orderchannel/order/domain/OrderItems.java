package io.orderchannel.order.domain;

import java.util.List;

/** What an order is for: 1 to {@value #MAX} items in one currency, whose total is an amount of {@link Money}. */
public record OrderItems(List<OrderItem> list) {

    /** With a body of at most 64 KiB this keeps a stored order far below DynamoDB's 400 KB and an event below SNS's 256 KiB. */
    public static final int MAX = 100;

    public OrderItems {
        list = List.copyOf(list);
        if (list.isEmpty() || list.size() > MAX) {
            throw new InvalidValue("must have 1 to " + MAX + " items, has " + list.size());
        }
        total(list);
    }

    public Money total() {
        return total(list);
    }

    private static Money total(List<OrderItem> items) {
        Money total = Money.zero(items.getFirst().unitPrice().currency());
        for (OrderItem item : items) {
            total = total.plus(item.price());
        }
        return total;
    }
}
