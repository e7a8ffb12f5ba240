package faas.kit.relay;

import static faas.events.parcel.ParcelEventType.SENT_V1;
import static faas.events.parcel.ParcelEventType.SENT_V2;
import static faas.kit.StreamRecords.batch;
import static faas.kit.StreamRecords.change;
import static faas.kit.StreamRecords.failures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.events.EventData;
import faas.events.EventFormat;
import faas.events.EventType;
import faas.events.parcel.ParcelEventFormat;
import faas.events.parcel.ParcelEventType;
import faas.events.parcel.ParcelSent;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.json.UnreadableJsonException;
import faas.kit.TestInvocation;
import faas.kit.relay.FailureRecord.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A type of event gets a second version: each stage, from the first version only to the second only. */
class EvolvingEventTest {
    private static final EventFormat ONLY_V1 = ParcelEventFormat.beforeV2();
    private static final EventFormat BOTH = new ParcelEventFormat();
    private static final EventFormat V1_RETIRED = ParcelEventFormat.withoutConversion();
    private static final EventFormat ONLY_V2 = ParcelEventFormat.afterV1();

    private final TestInvocation test = new TestInvocation();
    private final Topic topic = new Topic();
    private final List<FailureRecord> told = new ArrayList<>();

    @Test
    void consumers_move_from_one_version_to_the_next_and_each_applies_every_change_once() {
        Consumer first = new Consumer(ONLY_V1, SENT_V1);
        Consumer second = new Consumer(ONLY_V1, SENT_V1);
        topic.consumers.addAll(List.of(first, second));

        // One version.
        relay(ONLY_V1, v1(1));
        assertThat(topic.types()).containsExactly("parcel.sent.v1");

        // The producer reads the second version and still stores the first.
        relay(BOTH, v1(2));
        assertThat(topic.types()).containsExactly("parcel.sent.v1", "parcel.sent.v1");

        // It stores the second version and publishes both. No consumer has changed.
        topic.published.clear();
        relay(BOTH, v2(3));
        assertThat(topic.types()).containsExactly("parcel.sent.v2", "parcel.sent.v1");

        // One consumer moves. It takes both versions in between, since a filter policy does not change everywhere at
        // once.
        first.takes(V1_RETIRED, SENT_V1, SENT_V2);
        relay(BOTH, v2(4));
        first.takes(V1_RETIRED, SENT_V2);
        relay(BOTH, v2(5));
        assertThat(first.applied).containsExactly(v1(1), v1(2), v1(3), v2(4), v2(5));
        assertThat(first.repeats).as("the first version of change 4").isEqualTo(1);
        assertThat(second.applied).containsExactly(v1(1), v1(2), v1(3), v1(4), v1(5));

        // The last consumer moves, and the first version is no longer published.
        second.takes(V1_RETIRED, SENT_V1, SENT_V2);
        second.takes(V1_RETIRED, SENT_V2);
        topic.published.clear();
        relay(V1_RETIRED, v2(6));
        assertThat(topic.types()).containsExactly("parcel.sent.v2");

        // Nothing holds the first version any more, and its code goes.
        first.takes(ONLY_V2, SENT_V2);
        second.takes(ONLY_V2, SENT_V2);
        relay(ONLY_V2, v2(7));
        assertThat(first.applied).containsExactly(v1(1), v1(2), v1(3), v2(4), v2(5), v2(6), v2(7));
        assertThat(second.applied).containsExactly(v1(1), v1(2), v1(3), v1(4), v1(5), v2(6), v2(7));
        assertThat(told).isEmpty();
    }

    @Test
    void a_relay_that_does_not_know_the_second_version_yet_tells_it() {
        assertThat(relay(ONLY_V1, insert("101", text(BOTH, v2(1))))).isEmpty();

        assertThat(topic.published).isEmpty();
        assertThat(told)
                .singleElement()
                .satisfies(failure -> assertThat(failure.detail())
                        .contains("an unknown version of parcel.sent, known is parcel.sent.v1"));
    }

    @Test
    void a_change_that_was_stored_as_the_first_version_is_relayed_as_long_as_that_can_be_read() {
        String stored = text(ONLY_V1, v1(1));

        assertThat(relay(BOTH, insert("101", stored))).isEmpty();
        assertThat(relay(V1_RETIRED, insert("101", stored))).isEmpty();
        assertThat(topic.published)
                .containsExactly(
                        new OutgoingEvent("p#1", "parcel.sent.v1", stored),
                        new OutgoingEvent("p#1", "parcel.sent.v1", stored));

        assertThat(relay(ONLY_V2, insert("101", stored))).isEmpty();
        assertThat(told).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE);
            assertThat(failure.detail()).contains("an unknown version of parcel.sent");
        });
    }

    @Test
    void a_message_of_the_first_version_fails_in_a_consumer_that_cannot_read_it_and_is_not_taken_for_another_type() {
        assertThatThrownBy(() -> new EventCodec(ONLY_V2).decode(text(ONLY_V1, v1(1))))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessage("event: #/type is an unknown version of parcel.sent, known is parcel.sent.v2");
    }

    @Test
    void both_versions_have_the_event_s_id_and_each_its_own_type_and_attributes() {
        ParcelSent.V2 abroad = new ParcelSent.V2("p", 1, "abroad-1", 2_500);

        relay(BOTH, abroad);

        assertThat(topic.published)
                .containsExactly(
                        new OutgoingEvent("p#1", "parcel.sent.v2", Map.of("abroad", "true"), text(BOTH, abroad)),
                        new OutgoingEvent(
                                "p#1",
                                "parcel.sent.v1",
                                Map.of("abroad", "true"),
                                text(BOTH, new ParcelSent.V1("p", 1, "abroad-1", ParcelSent.Size.LARGE)),
                                true));
    }

    @Test
    void versions_count_as_events_of_their_own_in_a_batch() {
        assertThat(relay(BOTH, inserts(6))).isEmpty();

        assertThat(topic.calls).containsExactly(10, 2);
        assertThat(topic.idsAndTypes())
                .startsWith("p#1 parcel.sent.v2", "p#1 parcel.sent.v1", "p#2 parcel.sent.v2", "p#2 parcel.sent.v1")
                .hasSize(12);
    }

    @Test
    void a_record_comes_again_if_one_of_its_versions_was_not_taken() {
        topic.refused.add("p#2 parcel.sent.v1");

        assertThat(relay(BOTH, inserts(3))).containsExactly("102");

        topic.refused.clear();
        assertThat(relay(BOTH, insert("102", text(BOTH, v2(2))), insert("103", text(BOTH, v2(3)))))
                .isEmpty();
        assertThat(topic.idsAndTypes())
                .contains("p#2 parcel.sent.v1")
                .endsWith("p#3 parcel.sent.v2", "p#3 parcel.sent.v1");
    }

    @Test
    void on_an_ordered_topic_an_aggregate_stops_at_a_version_that_was_not_taken_and_others_go_on() {
        topic.ordered = true;
        topic.refused.add("p#1 parcel.sent.v1");
        ParcelSent.V2 other = new ParcelSent.V2("q", 1, "r", 1);

        assertThat(relay(
                        BOTH,
                        insert("101", text(BOTH, v2(1))),
                        insert("102", text(BOTH, v2(2))),
                        insert("103", text(BOTH, other))))
                .containsExactly("101");

        assertThat(topic.idsAndTypes())
                .containsExactly("p#1 parcel.sent.v2", "q#1 parcel.sent.v2", "q#1 parcel.sent.v1");
    }

    @Test
    void an_older_version_that_is_too_large_is_told_and_the_stored_one_is_published() {
        EventFormat growing = new Converting(sent -> new ParcelSent.V1(
                sent.parcelId(), sent.version(), "x".repeat(PublishBatches.MOST_BYTES), ParcelSent.Size.SMALL));

        assertThat(relay(growing, inserts(2))).isEmpty();

        assertThat(topic.types()).containsExactly("parcel.sent.v2", "parcel.sent.v2");
        assertThat(told).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
            assertThat(failure.detail()).startsWith("parcel.sent.v1: event has 262");
        });
    }

    @Test
    void an_older_version_that_the_topic_refuses_for_good_is_told_and_the_stored_one_is_published() {
        topic.refusedForGood.add("p#1 parcel.sent.v1");

        assertThat(relay(BOTH, inserts(2))).isEmpty();

        assertThat(topic.idsAndTypes())
                .containsExactly("p#1 parcel.sent.v2", "p#2 parcel.sent.v2", "p#2 parcel.sent.v1");
        assertThat(told).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
            assertThat(failure.detail()).isEqualTo("parcel.sent.v1: InvalidParameter");
        });
    }

    @Test
    void a_change_that_cannot_be_converted_is_told_and_its_stored_version_is_published() {
        EventFormat failing = new Converting(sent -> {
            throw new IllegalStateException("planted");
        });

        assertThat(relay(failing, inserts(2))).isEmpty();

        assertThat(topic.types()).containsExactly("parcel.sent.v2", "parcel.sent.v2");
        assertThat(told)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE));
    }

    private void relay(EventFormat producer, ParcelSent change) {
        assertThat(relay(producer, insert("101", text(producer, change)))).isEmpty();
    }

    private List<String> relay(EventFormat producer, DynamodbStreamRecord... records) {
        OutboxRelay relay = new OutboxRelay(new EventCodec(producer), topic, told::add);
        return failures(relay.relay(batch(records), test.invocation()));
    }

    private static ParcelSent.V1 v1(long version) {
        return new ParcelSent.V1("p", version, "r", ParcelSent.Size.LARGE);
    }

    private static ParcelSent.V2 v2(long version) {
        return new ParcelSent.V2("p", version, "r", 2_500);
    }

    private static String text(EventFormat format, ParcelSent data) {
        return new EventCodec(format)
                .encode(CloudEvent.of(data, Instant.EPOCH, new EventContext("trace", "correlation", "cause")));
    }

    private static DynamodbStreamRecord[] inserts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> insert(String.valueOf(100 + number), text(BOTH, v2(number))))
                .toArray(DynamodbStreamRecord[]::new);
    }

    private static DynamodbStreamRecord insert(String sequenceNumber, String event) {
        String id = new EventCodec(BOTH).decode(event).id();
        return change("INSERT", sequenceNumber, null, Map.of("eventId", id, "event", event));
    }

    /** A topic in memory that hands its events to consumers by the types that they subscribed to. */
    private static final class Topic implements EventPublisher {
        private final List<Consumer> consumers = new ArrayList<>();
        private final List<OutgoingEvent> published = new ArrayList<>();
        private final List<Integer> calls = new ArrayList<>();
        private final Set<String> refused = new HashSet<>();
        private final Set<String> refusedForGood = new HashSet<>();
        private boolean ordered;

        @Override
        public boolean ordered() {
            return ordered;
        }

        @Override
        public List<NotPublished> publish(List<OutgoingEvent> batch) {
            calls.add(batch.size());
            List<NotPublished> failed = new ArrayList<>();
            Set<String> stopped = new HashSet<>();
            for (int index = 0; index < batch.size(); index++) {
                OutgoingEvent event = batch.get(index);
                if (refusedForGood.contains(idAndType(event))) {
                    failed.add(new NotPublished(index, "InvalidParameter", true));
                } else if (refused.contains(idAndType(event)) || stopped.contains(event.aggregateId())) {
                    if (ordered) {
                        stopped.add(event.aggregateId());
                    }
                    failed.add(new NotPublished(index, "InternalError"));
                } else {
                    published.add(event);
                    consumers.forEach(consumer -> consumer.receive(event));
                }
            }
            return failed;
        }

        List<String> types() {
            return published.stream().map(OutgoingEvent::type).toList();
        }

        List<String> idsAndTypes() {
            return published.stream().map(Topic::idAndType).toList();
        }

        private static String idAndType(OutgoingEvent event) {
            return event.id() + " " + event.type();
        }
    }

    /** A subscription with a filter policy, and a consumer behind it that keeps the highest version it applied. */
    private static final class Consumer {
        private final List<ParcelSent> applied = new ArrayList<>();
        private EventCodec codec;
        private Set<String> filter;
        private int repeats;

        Consumer(EventFormat format, ParcelEventType... types) {
            codec = new EventCodec(format);
            filter = wireNames(types);
        }

        /** Deploys it anew. */
        void takes(EventFormat format, ParcelEventType... types) {
            codec = new EventCodec(format);
            filter = wireNames(types);
        }

        void receive(OutgoingEvent event) {
            if (!filter.contains(event.type())) {
                return;
            }
            ParcelSent sent = (ParcelSent) codec.decode(event.body()).data();
            if (applied.isEmpty() || applied.getLast().version() < sent.version()) {
                applied.add(sent);
            } else {
                repeats++;
            }
        }

        private static Set<String> wireNames(ParcelEventType... types) {
            return Stream.of(types).map(ParcelEventType::wireName).collect(Collectors.toSet());
        }
    }

    /** A producer with a conversion of its own. */
    private record Converting(Function<ParcelSent.V2, ParcelSent.V1> conversion) implements EventFormat {
        @Override
        public List<? extends EventType> types() {
            return BOTH.types();
        }

        @Override
        public JsonObject write(EventData data) {
            return BOTH.write(data);
        }

        @Override
        public EventData read(EventType type, JsonReader in) {
            return BOTH.read(type, in);
        }

        @Override
        public List<EventData> olderVersions(EventData data) {
            return data instanceof ParcelSent.V2 sent ? List.of(conversion.apply(sent)) : List.of();
        }
    }
}
