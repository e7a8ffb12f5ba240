package com.example.sample.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.events.CloudEvent;
import faas.json.JsonObject;
import faas.kit.LambdaRuntime;
import faas.kit.relay.FailureRecord;
import faas.kit.relay.FailureRecord.Reason;
import faas.kit.relay.NotPublished;
import faas.kit.relay.OutboxRelay;
import faas.kit.relay.OutgoingEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayFromStreamHandlerTest {
    private static final String STORED = LambdaRuntime.exampleOf("sample.entry-kept.v1");
    private static final CloudEvent EVENT = RelayFromStreamModule.events().decode(STORED);

    private final LambdaRuntime runtime = new LambdaRuntime();
    private final List<OutgoingEvent> published = new ArrayList<>();
    private final List<FailureRecord> passedOver = new ArrayList<>();

    @Test
    void the_event_of_a_stored_change_is_published_as_it_was_stored() {
        assertThat(relay(STORED)).isEqualTo("{\"batchItemFailures\":[]}");

        assertThat(published)
                .containsExactly(new OutgoingEvent(
                        EVENT.id(), EVENT.type().wireName(), EVENT.data().attributes(), STORED));
    }

    @Test
    void a_stored_event_that_cannot_be_read_does_not_stop_the_relay() {
        assertThat(relay("this is no event")).isEqualTo("{\"batchItemFailures\":[]}");

        assertThat(published).isEmpty();
        assertThat(passedOver).extracting(FailureRecord::reason).containsExactly(Reason.UNREADABLE);
    }

    private String relay(String stored) {
        JsonObject image = new JsonObject()
                .put("eventId", new JsonObject().put("S", EVENT.id()))
                .put("event", new JsonObject().put("S", stored));
        JsonObject change = new JsonObject()
                .put("eventName", "INSERT")
                .put("eventSourceARN", "arn:aws:dynamodb:eu-central-1:123456789012:table/demo-notes/stream/1")
                .put("dynamodb", new JsonObject().put("SequenceNumber", "1").put("NewImage", image));
        return runtime.invoke(
                new RelayFromStreamHandler(
                        new OutboxRelay(RelayFromStreamModule.events(), this::publish, passedOver::add),
                        runtime.invocations()),
                DynamodbEvent.class,
                StreamsEventResponse.class,
                new JsonObject().put("Records", List.of(change)).toString());
    }

    private List<NotPublished> publish(List<OutgoingEvent> batch) {
        published.addAll(batch);
        return List.of();
    }
}
