package faas.kit.relay;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.kit.batch.StreamBatch;
import faas.kit.invocation.FatalErrors;
import faas.kit.invocation.Invocation;
import faas.kit.log.Log;
import faas.kit.relay.FailureRecord.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the events that stored changes carry: a transactional outbox without a second item, since the item that
 * holds the new state holds the event too.
 *
 * <p>An item's attribute {@code event} is the complete event, {@code eventId} its id. A change is relayed when the new
 * image's {@code eventId} differs from the old one's; a removal has no new image and is not. Items with neither carry
 * no event.
 *
 * <p>Order: events leave in the order of the stream. When one is not taken, the batch is reported as failed from that
 * record on, and the mapping delivers it and all after it again; consumers therefore see an event at least once and
 * tell a repeat by its id and version.
 *
 * <p>A record that can never be published does not stop the others: its event cannot be read, is larger than a publish,
 * or is refused by the topic for its content. Once all records before it are published, the relay sends it to the
 * failure queue of its mapping ({@link FailureRecord}) and goes on. So a shard waits only if the topic or the failure
 * queue does not answer. After a crash a record may be sent to the failure queue again; none is passed over without a
 * message there.
 *
 * <p>On an ordered topic the failure of an event stops the events of its aggregate only. Those of others go on, and may
 * be published again when the mapping delivers them again. The events after one that was passed over go on there as
 * well.
 *
 * <p>Versions: while consumers move from one version of a type to the next, a stored event is also published as the
 * older versions that its format makes of it ({@link faas.events.EventFormat#olderVersions}), all with the same event
 * id. The stored version goes first: a consumer that takes both for a while gets the fuller one first and tells the
 * other by its id. Each version is published, refused or too large by itself, and the record comes again if one of them
 * must.
 */
public final class OutboxRelay {
    static final String EVENT = "event";
    static final String EVENT_ID = "eventId";

    private final EventCodec codec;
    private final EventPublisher publisher;
    private final FailureQueue failures;

    public OutboxRelay(EventCodec codec, EventPublisher publisher, FailureQueue failures) {
        this.codec = codec;
        this.publisher = publisher;
        this.failures = failures;
    }

    /** Relays the events of a batch of the table's stream. */
    public StreamsEventResponse relay(DynamodbEvent batch, Invocation invocation) {
        Run run = new Run(invocation);
        for (DynamodbStreamRecord streamRecord : batch.getRecords()) {
            if (isAnnounced(streamRecord) && !run.isOver()) {
                run.take(streamRecord);
            }
        }
        return run.end(batch.getRecords().size());
    }

    /** Whether the change is to be published: it brought an event, an event id, or both. */
    private static boolean isAnnounced(DynamodbStreamRecord streamRecord) {
        StreamRecord change = streamRecord.getDynamodb();
        @Nullable AttributeValue id = attribute(change.getNewImage(), EVENT_ID);
        return id == null
                ? isOther(attribute(change.getNewImage(), EVENT), attribute(change.getOldImage(), EVENT))
                : isOther(id, attribute(change.getOldImage(), EVENT_ID));
    }

    private static boolean isOther(@Nullable AttributeValue now, @Nullable AttributeValue before) {
        return now != null && !now.equals(before);
    }

    private static @Nullable AttributeValue attribute(@Nullable Map<String, AttributeValue> image, String name) {
        return image == null ? null : image.get(name);
    }

    private static String text(DynamodbStreamRecord streamRecord, String name) {
        @Nullable AttributeValue value = attribute(streamRecord.getDynamodb().getNewImage(), name);
        if (value == null || value.getS() == null) {
            throw new IllegalArgumentException("attribute " + name + " is missing or no text");
        }
        return value.getS();
    }

    private static String sequenceNumber(DynamodbStreamRecord streamRecord) {
        return streamRecord.getDynamodb().getSequenceNumber();
    }

    private record Pending(DynamodbStreamRecord streamRecord, OutgoingEvent event, Log log)
            implements PublishBatches.HasEvent {}

    /** The work on one batch. For one thread. */
    private final class Run {
        private final Invocation invocation;
        private final List<Pending> waiting = new ArrayList<>();
        private final Set<String> stopped = new HashSet<>();
        private final List<DynamodbStreamRecord> failed = new ArrayList<>();
        private int published;
        private int passedOver;
        private boolean over;

        Run(Invocation invocation) {
            this.invocation = invocation;
        }

        /** Whether a record failed that holds up all after it. */
        boolean isOver() {
            return over;
        }

        void take(DynamodbStreamRecord streamRecord) {
            CloudEvent event;
            Pending stored;
            try {
                String id = text(streamRecord, EVENT_ID);
                String body = text(streamRecord, EVENT);
                event = codec.decode(body);
                stored = new Pending(
                        streamRecord,
                        new OutgoingEvent(
                                id, event.type().wireName(), event.data().attributes(), body),
                        invocation.log().about(event.context()).with("eventTime", event.time()));
            } catch (Throwable unreadable) {
                passOverUnreadable(streamRecord, unreadable);
                return;
            }
            take(stored);
            List<Pending> older;
            try {
                older = older(stored, event);
            } catch (Throwable notConverted) {
                passOverUnreadable(streamRecord, notConverted);
                return;
            }
            older.forEach(this::take);
        }

        private List<Pending> older(Pending stored, CloudEvent event) {
            List<Pending> older = new ArrayList<>();
            for (CloudEvent version : codec.olderVersions(event)) {
                older.add(new Pending(
                        stored.streamRecord(),
                        new OutgoingEvent(
                                stored.event().id(),
                                version.type().wireName(),
                                version.data().attributes(),
                                codec.encode(version),
                                true),
                        stored.log()));
            }
            return older;
        }

        private void take(Pending one) {
            if (over) {
                return;
            }
            int bytes = PublishBatches.bytes(one.event());
            if (bytes <= PublishBatches.MOST_BYTES) {
                waiting.add(one);
                return;
            }
            passOver(
                    one.streamRecord(),
                    Reason.TOO_LARGE,
                    one.event().prefix() + "event has " + bytes + " bytes, expected at most "
                            + PublishBatches.MOST_BYTES);
        }

        private void passOverUnreadable(DynamodbStreamRecord streamRecord, Throwable unreadable) {
            FatalErrors.rethrow(unreadable);
            invocation
                    .log()
                    .with("sequenceNumber", sequenceNumber(streamRecord))
                    .error("stored event unreadable", unreadable);
            passOver(streamRecord, Reason.UNREADABLE, unreadable.toString());
        }

        /** Publishes all before it, and then sends the record to the failure queue. */
        private void passOver(DynamodbStreamRecord streamRecord, Reason reason, String detail) {
            publishWaiting();
            // After a failure the record is redelivered, and sent to the failure queue then.
            if (failed.isEmpty() && !sentToFailureQueue(streamRecord, reason, detail)) {
                failed.add(streamRecord);
                over = true;
            }
        }

        StreamsEventResponse end(int received) {
            publishWaiting();
            invocation.metrics().count("RecordsReceived", received);
            invocation.metrics().count("EventsPublished", published);
            invocation.metrics().count("RecordsPassedOver", passedOver);
            return failed.isEmpty() ? StreamBatch.allProcessed() : StreamBatch.failedFrom(failed.getFirst());
        }

        private void publishWaiting() {
            for (List<Pending> part : PublishBatches.of(waiting)) {
                List<Pending> left = part.stream()
                        .filter(one -> !stopped.contains(one.event().aggregateId()))
                        .toList();
                if (over || left.isEmpty()) {
                    continue;
                }
                List<Pending> notTaken = publish(left);
                notTaken.forEach(one -> failed.add(one.streamRecord()));
                over = !notTaken.isEmpty() && (!publisher.ordered() || notTaken.size() == left.size());
                notTaken.forEach(one -> stopped.add(one.event().aggregateId()));
            }
            waiting.clear();
        }

        /**
         * The events of the part that must come again, in order: on an unordered topic all from the first of them on.
         */
        private List<Pending> publish(List<Pending> part) {
            if (!invocation.time().allowsMore()) {
                invocation.log().with("events", part.size()).warn("no time left in this invocation");
                return part;
            }
            Map<Integer, NotPublished> refused = new HashMap<>();
            try {
                publisher
                        .publish(part.stream().map(Pending::event).toList())
                        .forEach(one -> refused.put(one.index(), one));
            } catch (Throwable failure) {
                FatalErrors.rethrow(failure);
                invocation.log().with("events", part.size()).error("publish failed", failure);
                return part;
            }
            List<Pending> notTaken = new ArrayList<>();
            for (int index = 0; index < part.size(); index++) {
                Pending one = part.get(index);
                @Nullable NotPublished answer = refused.get(index);
                if (answer != null) {
                    one.log()
                            .with("eventId", one.event().id())
                            .with("reason", answer.reason())
                            .warn("event not published");
                }
                boolean afterFailure = !failed.isEmpty() || !notTaken.isEmpty();
                boolean comesAgain = !notTaken.isEmpty() && !publisher.ordered();
                if (answer != null && answer.forGood() && afterFailure) {
                    // It comes again with the record that failed, and is told then.
                    continue;
                }
                if (comesAgain || (answer != null && !passedOverRefused(one, answer))) {
                    notTaken.add(one);
                } else if (answer == null) {
                    published++;
                    one.log()
                            .with("eventId", one.event().id())
                            .with("type", one.event().type())
                            .info("event published");
                }
            }
            return notTaken;
        }

        private boolean passedOverRefused(Pending one, NotPublished answer) {
            return answer.forGood()
                    && sentToFailureQueue(
                            one.streamRecord(), Reason.REFUSED, one.event().prefix() + answer.reason());
        }

        /** Sends a record that is not published to the failure queue; false if it may not have been sent. */
        private boolean sentToFailureQueue(DynamodbStreamRecord streamRecord, Reason reason, String detail) {
            Log log = invocation.log().with("sequenceNumber", sequenceNumber(streamRecord));
            if (!invocation.time().allowsMore()) {
                log.warn("no time left in this invocation");
                return false;
            }
            try {
                failures.tell(
                        new FailureRecord(invocation.function(), invocation.requestId(), reason, detail, streamRecord));
            } catch (Throwable failure) {
                FatalErrors.rethrow(failure);
                log.error("record not sent to the failure queue", failure);
                return false;
            }
            passedOver++;
            log.with("reason", reason).warn("record passed over, sent to the failure queue");
            return true;
        }
    }
}
