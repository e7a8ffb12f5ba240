package faas.kit.relay;

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
import faas.events.parcel.ParcelSent;
import faas.json.JsonObject;
import faas.json.JsonReader;
import faas.kit.TestInvocation;
import faas.kit.relay.FailureRecord.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private static final EventCodec CODEC = new EventCodec(new TroubledFormat());
    private final TestInvocation test = new TestInvocation();
    private final List<FailureRecord> told = new ArrayList<>();
    private final InMemoryTopic topic = new InMemoryTopic();
    private boolean queueAnswers = true;
    private final OutboxRelay relay = new OutboxRelay(CODEC, topic, this::tell);

    @Test
    void an_inserted_item_s_event_is_published_as_it_is() {
        assertThat(relay(insert("101", "o1#1"))).isEmpty();

        assertThat(topic.published).containsExactly(new OutgoingEvent("o1#1", "parcel.sent.v1", event("o1#1")));
        assertThat(test.lines())
                .singleElement()
                .asString()
                .contains("event published", "\"eventId\":\"o1#1\"", "\"correlationId\":\"correlation\"");
    }

    @Test
    void a_change_is_published_if_it_has_another_event() {
        relay(change("MODIFY", "101", item("o1#1"), item("o1#2")), change("MODIFY", "102", item("o1#2"), item("o1#2")));

        assertThat(topic.ids()).containsExactly("o1#2");
    }

    @Test
    void a_removal_and_an_item_without_event_are_not_published() {
        relay(
                change("REMOVE", "101", item("o1#1"), null),
                change("INSERT", "102", null, Map.of("pk", "SLOTS#STORE#2026-03-01")),
                change("MODIFY", "103", Map.of("pk", "SLOTS"), Map.of("pk", "SLOTS")));

        assertThat(topic.published).isEmpty();
    }

    @Test
    void many_events_go_out_in_order_ten_at_a_time() {
        assertThat(relay(inserts(25))).isEmpty();

        assertThat(topic.calls).containsExactly(10, 10, 5);
        assertThat(topic.ids()).containsExactlyElementsOf(ids(1, 25));
    }

    @Test
    void the_lowest_sequence_number_that_was_not_taken_is_reported() {
        topic.refused.addAll(Set.of("o14#1", "o12#1"));

        assertThat(relay(inserts(25))).containsExactly("112");

        assertThat(topic.calls).as("nothing after the failed batch").containsExactly(10, 10);
        assertThat(test.lines())
                .filteredOn(line -> line.contains("event not published"))
                .hasSize(2);
    }

    @Test
    void delivered_again_from_there_every_event_is_published_at_least_once() {
        topic.refused.add("o12#1");
        relay(inserts(25));
        topic.refused.clear();

        DynamodbStreamRecord[] again =
                IntStream.rangeClosed(12, 25).mapToObj(OutboxRelayTest::insert).toArray(DynamodbStreamRecord[]::new);
        assertThat(relay(again)).isEmpty();

        assertThat(new HashSet<>(topic.ids())).isEqualTo(new HashSet<>(ids(1, 25)));
    }

    @Test
    void when_the_topic_does_not_answer_the_batch_is_reported_from_its_first_event() {
        topic.failFromCall = 2;

        assertThat(relay(inserts(15))).containsExactly("111");
        assertThat(topic.ids()).containsExactlyElementsOf(ids(1, 10));
    }

    @Test
    void an_unreadable_event_is_told_and_those_before_and_after_it_are_published_in_order() {
        assertThat(relay(insert("101", "o1#1"), insert("102", "poison"), insert("103", "o3#1")))
                .isEmpty();

        assertThat(topic.ids()).containsExactly("o1#1", "o3#1");
        assertThat(told).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE);
            assertThat(failure.streamRecord().getDynamodb().getSequenceNumber()).isEqualTo("102");
        });
        test.invocation().close();
        assertThat(test.lines().getLast())
                .contains("\"RecordsReceived\":3", "\"EventsPublished\":2", "\"RecordsPassedOver\":1");
    }

    @Test
    void an_event_that_overflows_the_stack_is_told_as_well() {
        assertThat(relay(insert("101", "overflow"), insert("102", "o2#1"))).isEmpty();

        assertThat(topic.ids()).containsExactly("o2#1");
        assertThat(told).singleElement().extracting(FailureRecord::reason).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void an_error_that_leaves_the_process_unusable_ends_the_invocation_and_tells_nothing() {
        assertThatThrownBy(() -> relay(insert("101", "memory"), insert("102", "o2#1")))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(told).isEmpty();
    }

    @Test
    void half_an_event_is_told_once() {
        Map<String, String> onlyEvent = Map.of("event", "event of nobody");
        Map<String, String> onlyId = Map.of("eventId", "o2#1");

        assertThat(relay(
                        change("INSERT", "101", null, onlyEvent),
                        change("MODIFY", "102", onlyEvent, onlyEvent),
                        change("INSERT", "103", null, onlyId),
                        change("MODIFY", "104", onlyId, onlyId)))
                .isEmpty();

        assertThat(told)
                .extracting(failure -> failure.streamRecord().getDynamodb().getSequenceNumber())
                .containsExactly("101", "103");
    }

    @Test
    void an_event_larger_than_a_publish_is_told() {
        // In pieces, since the JSON library takes no single text of this size.
        String pieces = ("\"" + "x".repeat(16 * 1024) + "\",").repeat(16);
        String text = event("o1#1").replace("\"data\":{", "\"data\":{\"gifts\":[" + pieces + "0],");
        Map<String, String> large = Map.of("eventId", "o1#1", "event", text);

        assertThat(relay(change("INSERT", "101", null, large), insert("102", "o2#1")))
                .isEmpty();

        assertThat(told).singleElement().extracting(FailureRecord::reason).isEqualTo(Reason.TOO_LARGE);
        assertThat(topic.ids()).containsExactly("o2#1");
    }

    @Test
    void an_event_that_the_topic_refuses_for_good_is_told_and_the_others_go_on() {
        topic.refusedForGood.add("o2#1");

        assertThat(relay(inserts(15))).isEmpty();

        assertThat(topic.ids()).hasSize(14).doesNotContain("o2#1");
        assertThat(told).singleElement().extracting(FailureRecord::reason).isEqualTo(Reason.REFUSED);
    }

    @Test
    void a_refused_event_after_one_that_comes_again_is_not_told_yet() {
        topic.refused.add("o2#1");
        topic.refusedForGood.add("o4#1");

        assertThat(relay(inserts(5))).containsExactly("102");

        assertThat(told).isEmpty();
    }

    @Test
    void when_the_failure_queue_does_not_answer_the_record_comes_again_and_nothing_after_it_is_published() {
        queueAnswers = false;

        assertThat(relay(insert("101", "o1#1"), insert("102", "poison"), insert("103", "o3#1")))
                .containsExactly("102");

        assertThat(topic.ids()).containsExactly("o1#1");
    }

    @Test
    void a_refused_event_that_could_not_be_told_comes_again() {
        queueAnswers = false;
        topic.refusedForGood.add("o2#1");

        assertThat(relay(inserts(5))).containsExactly("102");
    }

    @Test
    void without_time_nothing_is_told_and_the_record_comes_again() {
        topic.afterCall = test::letTimeRunOut;

        assertThat(relay(insert("101", "o1#1"), insert("102", "poison"))).containsExactly("102");
        assertThat(told).isEmpty();
    }

    @Test
    void on_an_ordered_topic_the_events_after_one_that_was_told_go_on() {
        topic.ordered = true;
        topic.refusedForGood.add("a#2");

        assertThat(relay(insert("101", "a#1"), insert("102", "a#2"), insert("103", "a#3"), insert("104", "poison")))
                .isEmpty();

        assertThat(topic.ids()).containsExactly("a#1", "a#3");
        assertThat(told).hasSize(2);
    }

    @Test
    void on_an_ordered_topic_nothing_is_told_that_comes_again_with_an_earlier_event() {
        topic.ordered = true;
        topic.refused.add("a#1");
        topic.refusedForGood.add("b#2");

        assertThat(relay(insert("101", "a#1"), insert("102", "b#1"), insert("103", "poison"), insert("104", "b#2")))
                .containsExactly("101");

        assertThat(topic.ids()).containsExactly("b#1");
        assertThat(told).isEmpty();
    }

    @Test
    void nothing_of_a_broken_event_is_logged() {
        relay(insert("101", "poison of customer 4711"));

        assertThat(test.lines()).noneMatch(line -> line.contains("customer")).hasSize(2);
    }

    @Test
    void an_unreadable_event_after_one_that_was_not_published_is_not_told_yet() {
        topic.refused.add("o1#1");

        assertThat(relay(insert("101", "o1#1"), insert("102", "poison"))).containsExactly("101");
        assertThat(told).isEmpty();
    }

    @Test
    void when_time_is_nearly_over_the_rest_is_reported() {
        topic.afterCall = test::letTimeRunOut;

        assertThat(relay(inserts(15))).containsExactly("111");
        assertThat(topic.calls).containsExactly(10);
    }

    @Test
    void on_an_ordered_topic_an_aggregate_stops_at_its_first_failed_event_and_others_go_on() {
        topic.ordered = true;
        topic.refused.add("a#2");
        List<DynamodbStreamRecord> records = new ArrayList<>();
        for (int version = 1; version <= 8; version++) {
            records.add(insert(String.valueOf(100 + 2 * version), "a#" + version));
            records.add(insert(String.valueOf(101 + 2 * version), "b#" + version));
        }

        assertThat(relay(records.toArray(DynamodbStreamRecord[]::new))).containsExactly("104");

        assertThat(topic.ids().stream().filter(id -> id.startsWith("a"))).containsExactly("a#1");
        assertThat(topic.ids().stream().filter(id -> id.startsWith("b")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 8)
                        .mapToObj(version -> "b#" + version)
                        .toList());
    }

    @Test
    void an_ordered_topic_that_does_not_answer_gets_no_further_call() {
        topic.ordered = true;
        topic.failFromCall = 2;

        assertThat(relay(inserts(25))).containsExactly("111");
        assertThat(topic.calls).containsExactly(10, 10);
    }

    private List<String> relay(DynamodbStreamRecord... records) {
        return failures(relay.relay(batch(records), test.invocation()));
    }

    private void tell(FailureRecord failure) {
        if (!queueAnswers) {
            throw new IllegalStateException("no answer");
        }
        told.add(failure);
    }

    private static String event(String recipient) {
        return CODEC.encode(CloudEvent.of(
                new ParcelSent.V1("parcel", 1, recipient, ParcelSent.Size.SMALL),
                Instant.EPOCH,
                new EventContext("trace", "correlation", "cause")));
    }

    /** Fails while it reads, in a way that the parcel's recipient says. */
    private static final class TroubledFormat implements EventFormat {
        private final ParcelEventFormat parcels = ParcelEventFormat.beforeV2();

        @Override
        public List<? extends EventType> types() {
            return parcels.types();
        }

        @Override
        public JsonObject write(EventData data) {
            return parcels.write(data);
        }

        @Override
        public EventData read(EventType type, JsonReader in) {
            ParcelSent parcel = parcels.read(type, in);
            if (parcel.recipient().contains("overflow")) {
                throw new StackOverflowError();
            }
            if (parcel.recipient().contains("memory")) {
                throw new OutOfMemoryError("planted");
            }
            if (parcel.recipient().contains("poison")) {
                Instant.parse(parcel.recipient());
            }
            return parcel;
        }
    }

    private static DynamodbStreamRecord[] inserts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(OutboxRelayTest::insert).toArray(DynamodbStreamRecord[]::new);
    }

    private static DynamodbStreamRecord insert(int number) {
        return insert(String.valueOf(100 + number), "o" + number + "#1");
    }

    private static DynamodbStreamRecord insert(String sequenceNumber, String eventId) {
        return change("INSERT", sequenceNumber, null, item(eventId));
    }

    private static Map<String, String> item(String eventId) {
        return Map.of("eventId", eventId, "event", event(eventId));
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> "o" + i + "#1").toList();
    }

    /** A topic in memory. */
    private static final class InMemoryTopic implements EventPublisher {
        private final List<OutgoingEvent> published = new ArrayList<>();
        private final List<Integer> calls = new ArrayList<>();
        private final Set<String> refused = new HashSet<>();
        private final Set<String> refusedForGood = new HashSet<>();
        private int failFromCall = Integer.MAX_VALUE;
        private Runnable afterCall = () -> {};
        private boolean ordered;

        @Override
        public boolean ordered() {
            return ordered;
        }

        @Override
        public List<NotPublished> publish(List<OutgoingEvent> batch) {
            calls.add(batch.size());
            if (calls.size() >= failFromCall) {
                throw new IllegalStateException("no answer");
            }
            List<NotPublished> failed = new ArrayList<>();
            Set<String> stopped = new HashSet<>();
            for (int index = 0; index < batch.size(); index++) {
                OutgoingEvent event = batch.get(index);
                if (refusedForGood.contains(event.id())) {
                    failed.add(new NotPublished(index, "InvalidParameter", true));
                } else if (refused.contains(event.id()) || stopped.contains(event.aggregateId())) {
                    if (ordered) {
                        stopped.add(event.aggregateId());
                    }
                    failed.add(new NotPublished(index, "InternalError"));
                } else {
                    published.add(batch.get(index));
                }
            }
            afterCall.run();
            return failed;
        }

        private List<String> ids() {
            return published.stream().map(OutgoingEvent::id).toList();
        }
    }
}
