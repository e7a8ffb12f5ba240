package io.orderchannel.order.handler;

import faas.kit.http.FieldError;
import faas.kit.json.JsonValue;
import faas.kit.json.JsonValue.JsonArray;
import faas.kit.json.JsonValue.JsonObject;
import io.orderchannel.order.domain.Channel;
import io.orderchannel.order.domain.CustomerId;
import io.orderchannel.order.domain.InvalidValue;
import io.orderchannel.order.domain.Money;
import io.orderchannel.order.domain.OrderItem;
import io.orderchannel.order.domain.OrderItems;
import io.orderchannel.order.domain.Quantity;
import io.orderchannel.order.domain.Sku;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The body of a request to place an order. Members that it does not name are ignored. */
record OrderBody(CustomerId customer, Channel channel, boolean express, OrderItems items) {

    /** Reads the whole body and adds what is wrong to {@code errors}; empty if anything is. */
    static Optional<OrderBody> read(JsonValue body, List<FieldError> errors) {
        Fields fields = new Fields(errors);
        if (!(body instanceof JsonObject order)) {
            errors.add(new FieldError("#", "must be an object, is " + body.kind()));
            return Optional.empty();
        }
        Optional<CustomerId> customer =
                fields.required(order, "#", "customerId", value -> new CustomerId(Fields.text(value)));
        Optional<Channel> channel = order.members().containsKey("channel")
                ? fields.required(order, "#", "channel", OrderBody::channel)
                : Optional.of(Channel.DEFAULT);
        Optional<Boolean> express = order.members().containsKey("express")
                ? fields.required(order, "#", "express", Fields::truth)
                : Optional.of(false);
        Optional<OrderItems> items =
                fields.required(order, "#", "items", Fields::array).flatMap(array -> items(array, fields));
        if (customer.isEmpty() || channel.isEmpty() || express.isEmpty() || items.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OrderBody(customer.get(), channel.get(), express.get(), items.get()));
    }

    private static Channel channel(JsonValue value) {
        String name = Fields.text(value);
        for (Channel channel : Channel.values()) {
            if (channel.name().equals(name)) {
                return channel;
            }
        }
        throw new InvalidValue("must be one of " + List.of(Channel.values()));
    }

    private static Optional<OrderItems> items(JsonArray array, Fields fields) {
        if (array.elements().size() > OrderItems.MAX) {
            fields.wrong(
                    "#/items",
                    "must have 1 to " + OrderItems.MAX + " items, has "
                            + array.elements().size());
            return Optional.empty();
        }
        List<OrderItem> items = new ArrayList<>();
        Optional<Currency> currency = Optional.empty();
        for (int i = 0; i < array.elements().size(); i++) {
            String pointer = "#/items/" + i;
            Optional<OrderItem> item = fields.checked(pointer, array.elements().get(i), Fields::object)
                    .flatMap(object -> item(object, pointer, fields));
            if (item.isPresent()) {
                Currency own = item.get().unitPrice().currency();
                if (currency.isPresent() && !currency.get().equals(own)) {
                    fields.wrong(
                            pointer + "/unitPrice/currency",
                            "must be " + currency.get() + " as in the items before, is " + own);
                }
                currency = currency.or(() -> Optional.of(own));
                items.add(item.get());
            }
        }
        // Sums that exceed what an amount may be are found only when every item is fine.
        return fields.anyWrongBelow("#/items")
                ? Optional.empty()
                : fields.valid("#/items", () -> new OrderItems(items));
    }

    private static Optional<OrderItem> item(JsonObject item, String pointer, Fields fields) {
        Optional<Sku> sku = fields.required(item, pointer, "sku", value -> new Sku(Fields.text(value)));
        Optional<Quantity> quantity =
                fields.required(item, pointer, "quantity", value -> Quantity.of(Fields.wholeNumber(value)));
        Optional<Money> price = fields.required(item, pointer, "unitPrice", Fields::object)
                .flatMap(object -> price(object, pointer + "/unitPrice", fields));
        if (sku.isEmpty() || quantity.isEmpty() || price.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new OrderItem(sku.get(), quantity.get(), price.get()));
    }

    private static Optional<Money> price(JsonObject price, String pointer, Fields fields) {
        Optional<Currency> currency =
                fields.required(price, pointer, "currency", value -> Money.currency(Fields.text(value)));
        Optional<Long> amount =
                fields.required(price, pointer, "amount", value -> Money.amount(Fields.wholeNumber(value)));
        return amount.isEmpty() || currency.isEmpty()
                ? Optional.empty()
                : Optional.of(new Money(amount.get(), currency.get()));
    }
}
