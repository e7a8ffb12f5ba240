package io.orderchannel.order.domain;

/**
 * What a customer asked for, as one SHA-256: two requests have the same one exactly when they ask for the same thing, however their JSON was
 * laid out, and whether they name the default channel or leave it out.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record RequestFingerprint(String value) {

    /** An order that is not express has the fingerprint that it had before there were any, so repeats of old requests are still known. */
    public static RequestFingerprint of(CustomerId customer, Channel channel, boolean express, OrderItems items) {
        Sha256 hash = new Sha256().add(customer.value()).add(channel.name());
        for (OrderItem item : items.list()) {
            hash.add(item.sku().value())
                    .add(Integer.toString(item.quantity().value()))
                    .add(Long.toString(item.unitPrice().amount()))
                    .add(item.unitPrice().currency().getCurrencyCode());
        }
        if (express) {
            // An item adds four texts, so this fifth one cannot be taken for part of an item.
            hash.add("express");
        }
        return new RequestFingerprint(hash.hex(32));
    }
}
