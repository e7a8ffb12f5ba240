package io.orderchannel.channel.slots.handler;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import faas.events.EventContext;
import io.orderchannel.channel.slots.domain.OrderId;
import io.orderchannel.channel.table.ChannelsTable;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reservation's timer that is gone from the table.
 *
 * @param context that of the message which asked for the reservation
 */
record EndedTimer(OrderId orderId, Optional<EventContext> context) {
    /** Empty for a record that is about anything else. */
    static Optional<EndedTimer> of(DynamodbStreamRecord streamRecord) {
        if (!"REMOVE".equals(streamRecord.getEventName())) {
            return Optional.empty();
        }
        @Nullable Map<String, AttributeValue> timer = streamRecord.getDynamodb().getOldImage();
        return text(streamRecord.getDynamodb().getKeys(), ChannelsTable.KEY)
                .filter(key -> key.startsWith(ChannelsTable.TIMER_PREFIX))
                .map(key -> new EndedTimer(
                        new OrderId(key.substring(ChannelsTable.TIMER_PREFIX.length())), context(timer)));
    }

    private static Optional<EventContext> context(@Nullable Map<String, AttributeValue> timer) {
        return text(timer, ChannelsTable.TRACEPARENT)
                .flatMap(traceparent -> text(timer, ChannelsTable.CORRELATION_ID)
                        .flatMap(correlationId -> text(timer, ChannelsTable.CAUSATION_ID)
                                .map(causationId -> new EventContext(traceparent, correlationId, causationId))));
    }

    private static Optional<String> text(@Nullable Map<String, AttributeValue> image, String name) {
        return Optional.ofNullable(image).map(present -> present.get(name)).map(AttributeValue::getS);
    }
}
