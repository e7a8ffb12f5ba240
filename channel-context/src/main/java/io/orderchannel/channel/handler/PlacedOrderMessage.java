package io.orderchannel.channel.handler;

import io.orderchannel.channel.application.PlacedOrder;
import io.orderchannel.events.ChannelEvent;
import io.orderchannel.events.CloudEvent;
import io.orderchannel.events.OrderEvent;
import io.orderchannel.kit.batch.MessageReader;
import io.orderchannel.kit.log.Correlation;

/** A message that tells of a placed order. */
record PlacedOrderMessage(PlacedOrder order, CloudEvent event) {

    /** Reads such messages and no others. */
    record Reader(EventMessages events) implements MessageReader<PlacedOrderMessage> {

        @Override
        public PlacedOrderMessage read(String body) {
            CloudEvent event = events.read(body);
            return switch (event.data()) {
                case OrderEvent.Placed placed -> new PlacedOrderMessage(PlacedOrder.of(event, placed), event);
                case OrderEvent _, ChannelEvent _ ->
                    throw new IllegalArgumentException("AssignOrder: event " + event.id() + ": type is "
                            + event.type().wireName() + ", expected order.placed.v1");
            };
        }

        @Override
        public String eventType(PlacedOrderMessage message) {
            return events.eventType(message.event());
        }

        @Override
        public Correlation correlation(PlacedOrderMessage message) {
            return events.correlation(message.event());
        }
    }
}
