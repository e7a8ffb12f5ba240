package io.orderchannel.kit.relay;

import static io.orderchannel.kit.StreamRecords.batch;
import static io.orderchannel.kit.StreamRecords.change;
import static io.orderchannel.kit.StreamRecords.failures;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import io.orderchannel.kit.TestInvocation;
import io.orderchannel.kit.log.Correlation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
    private final TestInvocation test = new TestInvocation();
    private final InMemoryTopic topic = new InMemoryTopic();
    private final OutboxRelay relay = new OutboxRelay(OutboxRelayTest::header, topic);

    @Test
    void an_inserted_item_s_event_is_published_as_it_is() {
        assertThat(relay(insert("101", "o1#1"))).isEmpty();

        assertThat(topic.published).containsExactly(new OutgoingEvent("o1#1", "order.placed.v1", "event of o1#1"));
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
    void events_before_an_unreadable_one_are_published_and_it_is_reported() {
        assertThat(relay(insert("101", "o1#1"), insert("102", "poison"), insert("103", "o3#1")))
                .containsExactly("102");

        assertThat(topic.ids()).containsExactly("o1#1");
    }

    @Test
    void of_an_unreadable_event_and_an_earlier_refused_one_the_earlier_is_reported() {
        topic.refused.add("o1#1");

        assertThat(relay(insert("101", "o1#1"), insert("102", "poison"))).containsExactly("101");
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

    private static EventHeader header(String event) {
        if (event.contains("poison")) {
            throw new IllegalArgumentException("not an event");
        }
        return new EventHeader("order.placed.v1", new Correlation("trace", "correlation", "cause"));
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
        return Map.of("eventId", eventId, "event", "event of " + eventId);
    }

    private static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> "o" + i + "#1").toList();
    }

    /** A topic in memory. */
    private static final class InMemoryTopic implements EventPublisher {
        private final List<OutgoingEvent> published = new ArrayList<>();
        private final List<Integer> calls = new ArrayList<>();
        private final Set<String> refused = new HashSet<>();
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
                if (refused.contains(event.id()) || stopped.contains(event.aggregateId())) {
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
