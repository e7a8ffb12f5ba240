package io.orderchannel.channel.slots.handler;

import faas.events.CloudEvent;
import faas.kit.batch.EventMessages;
import faas.kit.batch.MessageReader;
import faas.kit.batch.NotTakenException;
import faas.kit.log.Correlation;
import io.orderchannel.channel.slots.application.CancellationRequest;
import io.orderchannel.channel.slots.application.PlacedOrder;
import io.orderchannel.events.order.OrderEvent;
import io.orderchannel.events.order.OrderSnapshot;

/** A message of the order's side that AssignOrder gets. */
record OrderMessage(CloudEvent event, Content content) {

    /** What it tells. */
    sealed interface Content {

        /** An order waits for a slot. */
        record Placed(PlacedOrder order) implements Content {}

        /** The cancellation of an order is requested, and the order waits for the answer. */
        record Cancellation(CancellationRequest order) implements Content {}
    }

    /** Reads such messages and takes no others: a placed express order gets its slot from ManageSlot. */
    record Reader(EventMessages events) implements MessageReader<OrderMessage> {

        @Override
        public OrderMessage read(String body) {
            CloudEvent event = events.read(body);
            return switch (event.data()) {
                case OrderEvent.Placed placed
                when !placed.order().express() ->
                    new OrderMessage(event, new Content.Placed(PlacedOrder.of(event, placed)));
                case OrderEvent.CancellationRequested(OrderSnapshot order) ->
                    new OrderMessage(event, new Content.Cancellation(CancellationRequest.of(event, order)));
                default -> throw new NotTakenException(event.type().wireName());
            };
        }

        @Override
        public String eventType(OrderMessage message) {
            return events.eventType(message.event());
        }

        @Override
        public Correlation correlation(OrderMessage message) {
            return events.correlation(message.event());
        }
    }
}
