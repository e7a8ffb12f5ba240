package io.orderchannel.kit.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
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
        SnsClient sns = new SnsClient() {
            @Override
            public PublishBatchResponse publishBatch(PublishBatchRequest request) {
                requests.add(request);
                return response;
            }

            @Override
            public String serviceName() {
                return "sns";
            }

            @Override
            public void close() {}
        };
        return new SnsEventPublisher(sns, "arn:aws:sns:us-east-1:000000000000:demo-order-events");
    }
}
