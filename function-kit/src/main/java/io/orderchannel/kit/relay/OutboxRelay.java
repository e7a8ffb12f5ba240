package io.orderchannel.kit.relay;

import static io.orderchannel.kit.log.Field.field;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import io.orderchannel.kit.batch.StreamBatch;
import io.orderchannel.kit.invocation.Invocation;
import io.orderchannel.kit.log.Log;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the events that stored changes carry: a transactional outbox without a second item, since the item that holds the
 * new state holds the event too.
 *
 * <p>An item's attribute {@code event} is the complete event, {@code eventId} its id. A change is relayed when the new image's
 * {@code eventId} differs from the old one's; a removal has no new image and is not. Items without {@code event} carry none.
 *
 * <p>Order: events leave in the order of the stream. When one is not taken, the batch is reported as failed from that record
 * on, and the mapping delivers it and all after it again; consumers therefore see an event at least once and tell a repeat by
 * its id and version.
 *
 * <p>On an ordered topic the failure of an event stops the events of its aggregate only: those of others go on, and may be
 * published again when the mapping delivers them again.
 */
public final class OutboxRelay {
    private final EventHeaderReader headers;
    private final EventPublisher publisher;

    public OutboxRelay(EventHeaderReader headers, EventPublisher publisher) {
        this.headers = headers;
        this.publisher = publisher;
    }

    /** Relays the events of a batch of the table's stream. */
    public StreamsEventResponse relay(DynamodbEvent batch, Invocation invocation) {
        List<Pending> pending = new ArrayList<>();
        @Nullable DynamodbStreamRecord unreadable = null;
        for (DynamodbStreamRecord streamRecord : batch.getRecords()) {
            try {
                outgoing(streamRecord, invocation.log()).ifPresent(pending::add);
            } catch (RuntimeException failure) {
                invocation
                        .log()
                        .error(
                                "stored event unreadable",
                                failure,
                                field("sequenceNumber", sequenceNumber(streamRecord)));
                unreadable = streamRecord;
                break;
            }
        }
        int published = 0;
        Set<String> stopped = new HashSet<>();
        List<Pending> failed = new ArrayList<>();
        for (List<Pending> part : PublishBatches.of(pending)) {
            List<Pending> left = part.stream()
                    .filter(one -> !stopped.contains(one.event().aggregateId()))
                    .toList();
            List<Pending> notTaken = left.isEmpty() ? left : publish(left, invocation);
            published += left.size() - notTaken.size();
            failed.addAll(notTaken);
            if (!notTaken.isEmpty() && (!publisher.ordered() || notTaken.size() == left.size())) {
                break;
            }
            notTaken.forEach(one -> stopped.add(one.event().aggregateId()));
        }
        invocation.metrics().count("RecordsReceived", batch.getRecords().size());
        invocation.metrics().count("EventsPublished", published);
        if (!failed.isEmpty()) {
            return StreamBatch.failedFrom(failed.getFirst().streamRecord());
        }
        return unreadable == null ? StreamBatch.allProcessed() : StreamBatch.failedFrom(unreadable);
    }

    /** The events of the part that count as not published, in order: on a topic without order all from the first such. */
    private List<Pending> publish(List<Pending> part, Invocation invocation) {
        if (!invocation.guard().allowsMore()) {
            invocation.log().warn("no time left in this invocation", field("events", part.size()));
            return part;
        }
        List<NotPublished> refused;
        try {
            refused = publisher.publish(part.stream().map(Pending::event).toList());
        } catch (RuntimeException failure) {
            invocation.log().error("publish failed", failure, field("events", part.size()));
            return part;
        }
        int firstRefused = part.size();
        Set<Integer> notTaken = new TreeSet<>();
        for (NotPublished one : refused) {
            Pending left = part.get(one.index());
            left.log().warn("event not published", field("eventId", left.event().id()), field("reason", one.reason()));
            firstRefused = Math.min(firstRefused, one.index());
            notTaken.add(one.index());
        }
        for (int index = 0; index < part.size(); index++) {
            if (notTaken.contains(index) || (index > firstRefused && !publisher.ordered())) {
                notTaken.add(index);
                continue;
            }
            Pending sent = part.get(index);
            sent.log()
                    .info(
                            "event published",
                            field("eventId", sent.event().id()),
                            field("type", sent.event().type()));
        }
        return notTaken.stream().map(part::get).toList();
    }

    private Optional<Pending> outgoing(DynamodbStreamRecord streamRecord, Log log) {
        Optional<String> id = text(streamRecord.getDynamodb().getNewImage(), "eventId");
        Optional<String> event = text(streamRecord.getDynamodb().getNewImage(), "event");
        if (id.isEmpty()
                || event.isEmpty()
                || id.equals(text(streamRecord.getDynamodb().getOldImage(), "eventId"))) {
            return Optional.empty();
        }
        EventHeader header = headers.read(event.get());
        return Optional.of(new Pending(
                streamRecord,
                new OutgoingEvent(id.get(), header.type(), header.attributes(), event.get()),
                log.about(header.correlation())));
    }

    private static Optional<String> text(@Nullable Map<String, AttributeValue> image, String name) {
        return Optional.ofNullable(image).map(present -> present.get(name)).map(AttributeValue::getS);
    }

    private static String sequenceNumber(DynamodbStreamRecord streamRecord) {
        return streamRecord.getDynamodb().getSequenceNumber();
    }

    private record Pending(DynamodbStreamRecord streamRecord, OutgoingEvent event, Log log)
            implements PublishBatches.HasEvent {}
}
