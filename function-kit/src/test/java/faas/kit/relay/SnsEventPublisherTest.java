package faas.kit.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

class SnsEventPublisherTest {
    private final List<PublishBatchRequest> requests = new ArrayList<>();

    @Test
    void each_event_is_an_entry_with_its_type_as_attribute() {
        publisher(PublishBatchResponse.builder().build())
                .publish(List.of(
                        new OutgoingEvent("a#1", "order.placed.v1", "one"),
                        new OutgoingEvent("b#2", "order.confirmed.v1", "two")));

        PublishBatchRequest request = requests.getFirst();
        assertThat(request.topicArn()).isEqualTo("arn:aws:sns:us-east-1:000000000000:demo-order-events");
        assertThat(request.publishBatchRequestEntries())
                .extracting(entry -> entry.id(), entry -> entry.message(), entry -> entry.messageAttributes())
                .containsExactly(
                        tuple("0", "one", Map.of("type", attribute("order.placed.v1"))),
                        tuple("1", "two", Map.of("type", attribute("order.confirmed.v1"))));
    }

    @Test
    void the_attributes_that_an_event_names_stand_beside_its_type() {
        publisher(PublishBatchResponse.builder().build())
                .publish(List.of(new OutgoingEvent("a#1", "order.placed.v1", Map.of("express", "true"), "one")));

        assertThat(requests.getFirst().publishBatchRequestEntries())
                .singleElement()
                .extracting(entry -> entry.messageAttributes())
                .isEqualTo(Map.of("type", attribute("order.placed.v1"), "express", attribute("true")));
    }

    @Test
    void an_entry_that_was_not_taken_is_named_by_its_place() {
        PublishBatchResponse response = PublishBatchResponse.builder()
                .failed(BatchResultErrorEntry.builder()
                        .id("1")
                        .code("InternalError")
                        .message("try again")
                        .build())
                .build();

        assertThat(publisher(response).publish(List.of(event(), event())))
                .containsExactly(new NotPublished(1, "InternalError: try again"));
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidParameter, true, true",
        "InvalidParameterValue, true, true",
        "InvalidParameter, false, false",
        "InternalError, false, false",
        "AuthorizationError, true, false",
        "KMSAccessDenied, true, false",
        "Throttled, true, false"
    })
    void an_entry_is_refused_for_good_only_for_what_it_holds(String code, boolean senderFault, boolean forGood) {
        PublishBatchResponse response = PublishBatchResponse.builder()
                .failed(BatchResultErrorEntry.builder()
                        .id("0")
                        .code(code)
                        .message("about it")
                        .senderFault(senderFault)
                        .build())
                .build();

        assertThat(publisher(response).publish(List.of(event())))
                .singleElement()
                .extracting(NotPublished::forGood)
                .isEqualTo(forGood);
    }

    @Test
    void on_a_fifo_topic_a_group_goes_on_after_an_event_that_is_refused_for_good() {
        List<String> taken = new ArrayList<>();
        SnsEventPublisher publisher = fifo(request -> {
            List<BatchResultErrorEntry> failed = new ArrayList<>();
            for (PublishBatchRequestEntry entry : request.publishBatchRequestEntries()) {
                if (entry.message().equals("poison")) {
                    failed.add(BatchResultErrorEntry.builder()
                            .id(entry.id())
                            .code("InvalidParameter")
                            .senderFault(true)
                            .build());
                } else {
                    taken.add(entry.messageDeduplicationId());
                }
            }
            return PublishBatchResponse.builder().failed(failed).build();
        });

        List<NotPublished> notPublished = publisher.publish(List.of(
                new OutgoingEvent("a#1", "order.placed.v1", "poison"),
                new OutgoingEvent("a#2", "order.placed.v1", "{}")));

        assertThat(notPublished).containsExactly(new NotPublished(0, "InvalidParameter", true));
        assertThat(taken).containsExactly("a#2");
    }

    @Test
    void on_a_fifo_topic_the_group_is_the_aggregate_and_repeats_are_known_by_the_event_id() {
        SnsEventPublisher fifo = fifo(request -> PublishBatchResponse.builder().build());

        assertThat(fifo.ordered()).isTrue();
        assertThat(fifo.publish(events("a#1", "b#1", "a#2"))).isEmpty();

        assertThat(requests)
                .extracting(request -> request.publishBatchRequestEntries().stream()
                        .map(entry -> entry.messageGroupId() + " " + entry.messageDeduplicationId())
                        .toList())
                .as("one event of each group a call, since a call may take the second and not the first")
                .containsExactly(List.of("a a#1", "b b#1"), List.of("a a#2"));
    }

    @Test
    void on_a_fifo_topic_an_older_version_is_no_repeat_of_the_event() {
        SnsEventPublisher fifo = fifo(request -> PublishBatchResponse.builder().build());

        fifo.publish(List.of(
                new OutgoingEvent("a#1", "order.placed.v2", "{}"),
                new OutgoingEvent("a#1", "order.placed.v1", Map.of(), "{}", true)));

        assertThat(deduplicationIds()).containsExactly("a#1", "a#1/order.placed.v1");
    }

    @Test
    void on_a_fifo_topic_nothing_of_a_group_follows_its_first_failed_event() {
        SnsEventPublisher fifo = fifo(request -> refusing(request, "a#2"));

        assertThat(fifo.publish(events("a#1", "a#2", "b#1", "a#3", "b#2", "b#3")))
                .containsExactly(
                        new NotPublished(1, "InternalError: try again"),
                        new NotPublished(3, "an earlier event of its aggregate was not published"));
        assertThat(deduplicationIds()).containsExactly("a#1", "b#1", "a#2", "b#2", "b#3");
    }

    @Test
    void what_a_fifo_topic_took_before_it_stopped_answering_counts_as_published() {
        SnsEventPublisher fifo = fifo(request -> {
            if (requests.size() == 2) {
                throw SdkClientException.create("no answer");
            }
            return PublishBatchResponse.builder().build();
        });

        assertThat(fifo.publish(events("a#1", "a#2", "b#1", "a#3")))
                .extracting(NotPublished::index)
                .containsExactly(1, 3);
        assertThatThrownBy(() -> fifo(request -> {
                            throw SdkClientException.create("no answer");
                        })
                        .publish(events("a#1")))
                .isInstanceOf(SdkClientException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void on_a_fifo_topic_what_was_taken_of_a_group_is_its_beginning_in_order(long seed) {
        Random random = new Random(seed);
        List<String> ids = new ArrayList<>();
        Set<String> refused = new HashSet<>();
        int[] versions = new int[4];
        for (int i = 0; i < 10; i++) {
            int group = random.nextInt(versions.length);
            String id = "g" + group + "#" + ++versions[group];
            ids.add(id);
            if (random.nextInt(4) == 0) {
                refused.add(id);
            }
        }

        List<Integer> notPublished = fifo(request -> refusing(request, refused.toArray(String[]::new)))
                .publish(events(ids.toArray(String[]::new)))
                .stream()
                .map(NotPublished::index)
                .toList();

        for (int group = 0; group < versions.length; group++) {
            String prefix = "g" + group + "#";
            List<String> ofGroup =
                    ids.stream().filter(id -> id.startsWith(prefix)).toList();
            List<String> taken = deduplicationIds().stream()
                    .filter(id -> id.startsWith(prefix) && !refused.contains(id))
                    .toList();
            List<String> expected =
                    ofGroup.stream().takeWhile(id -> !refused.contains(id)).toList();
            assertThat(taken).isEqualTo(expected);
            assertThat(ofGroup.stream().filter(id -> !notPublished.contains(ids.indexOf(id))))
                    .containsExactlyElementsOf(expected);
        }
    }

    private static List<OutgoingEvent> events(String... ids) {
        return Arrays.stream(ids)
                .map(id -> new OutgoingEvent(id, "order.placed.v1", "{}"))
                .toList();
    }

    private List<String> deduplicationIds() {
        return requests.stream()
                .flatMap(request -> request.publishBatchRequestEntries().stream())
                .map(PublishBatchRequestEntry::messageDeduplicationId)
                .toList();
    }

    private static PublishBatchResponse refusing(PublishBatchRequest request, String... ids) {
        return PublishBatchResponse.builder()
                .failed(request.publishBatchRequestEntries().stream()
                        .filter(entry -> List.of(ids).contains(entry.messageDeduplicationId()))
                        .map(entry -> BatchResultErrorEntry.builder()
                                .id(entry.id())
                                .code("InternalError")
                                .message("try again")
                                .build())
                        .toList())
                .build();
    }

    private static MessageAttributeValue attribute(String type) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(type)
                .build();
    }

    private static OutgoingEvent event() {
        return new OutgoingEvent("a#1", "order.placed.v1", "{}");
    }

    private SnsEventPublisher publisher(PublishBatchResponse response) {
        return new SnsEventPublisher(
                client(request -> response), "arn:aws:sns:us-east-1:000000000000:demo-order-events");
    }

    private SnsEventPublisher fifo(Function<PublishBatchRequest, PublishBatchResponse> answer) {
        return new SnsEventPublisher(client(answer), "arn:aws:sns:us-east-1:000000000000:demo-order-events.fifo");
    }

    private SnsClient client(Function<PublishBatchRequest, PublishBatchResponse> answer) {
        return new SnsClient() {
            @Override
            public PublishBatchResponse publishBatch(PublishBatchRequest request) {
                requests.add(request);
                return answer.apply(request);
            }

            @Override
            public String serviceName() {
                return "sns";
            }

            @Override
            public void close() {}
        };
    }
}
