package io.orderchannel.channel.partner.application;

import faas.events.EventContext;

/** A notification of two items. */
public final class NotificationFixture {
    private static final String BODY = "{\"assignmentId\":\"assignment-1\",\"orderId\":\"1\",\"channel\":\"COURIER\","
            + "\"items\":[{\"sku\":\"MUG-BLUE\",\"quantity\":2},{\"sku\":\"PARTNER-SLOW-1\",\"quantity\":1}],"
            + "\"callbackUrl\":\"https://updates.example/\"}";

    private NotificationFixture() {}

    public static PartnerNotification aNotification() {
        return new PartnerNotification(
                "assignment-1",
                BODY,
                new EventContext(
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "correlation-1", "cause-1"));
    }
}
