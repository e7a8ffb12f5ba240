package io.orderchannel.order.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import faas.events.EventCodec;
import faas.kit.LambdaRuntime;
import faas.kit.relay.EventPublisher;
import faas.kit.relay.FailureRecord;
import faas.kit.relay.FailureRecord.Reason;
import faas.kit.relay.NotPublished;
import faas.kit.relay.OutboxRelay;
import faas.kit.relay.OutgoingEvent;
import io.orderchannel.events.order.OrderEventFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PublishOrderEventsHandlerTest {
    private final LambdaRuntime runtime = new LambdaRuntime();
    private final List<OutgoingEvent> published = new ArrayList<>();
    private final List<FailureRecord> told = new ArrayList<>();

    @Test
    void the_event_of_a_stored_change_is_published_as_it_was_stored() throws IOException {
        String answer = invoke(this::publish);

        assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(published)
                .containsExactly(new OutgoingEvent("5f0c1d9e4b7a48d2a3c6e8f01b2d4a69#1", "order.placed.v1", example()));
    }

    @Test
    void an_event_that_the_topic_refuses_is_reported_by_its_sequence_number() throws IOException {
        String answer = invoke(_ -> List.of(new NotPublished(0, "InternalError")));

        assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"4421584500000000017450439091\"}]}");
    }

    @Test
    void a_stored_event_that_cannot_be_read_is_told_and_does_not_stop_the_relay() throws IOException {
        String answer = invoke(this::publish, example().replace("\"PLACED\"", "\"SECRET-4711\""));

        assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(published).isEmpty();
        assertThat(told).singleElement().extracting(FailureRecord::reason).isEqualTo(Reason.UNREADABLE);
        assertThat(runtime.lines()).noneMatch(line -> line.contains("SECRET"));
    }

    @Test
    void a_placed_express_order_is_told_apart_by_an_attribute() throws IOException {
        String express = example().replace("\"channel\":", "\"express\":true,\"channel\":");

        invoke(this::publish, express);

        assertThat(published)
                .containsExactly(new OutgoingEvent(
                        "5f0c1d9e4b7a48d2a3c6e8f01b2d4a69#1", "order.placed.v1", Map.of("express", "true"), express));
    }

    @Test
    void no_later_event_of_an_express_order_has_that_attribute() throws IOException {
        String confirmed = example()
                .replace("\"channel\":", "\"express\":true,\"channel\":")
                .replace("order.placed.v1", "order.confirmed.v1")
                .replace("PLACED", "CONFIRMED");

        invoke(this::publish, confirmed);

        assertThat(published)
                .singleElement()
                .extracting(OutgoingEvent::attributes)
                .isEqualTo(Map.of());
    }

    private List<NotPublished> publish(List<OutgoingEvent> batch) {
        published.addAll(batch);
        return List.of();
    }

    private String invoke(EventPublisher publisher) throws IOException {
        return invoke(publisher, example());
    }

    private String invoke(EventPublisher publisher, String stored) {
        EventCodec codec = new EventCodec(new OrderEventFormat());
        String event = LambdaRuntime.event("orders-stream")
                .replace("${event}", stored.replace("\"", "\\\"").replace("\n", "\\n"));
        return runtime.invoke(
                new PublishOrderEventsHandler(new OutboxRelay(codec, publisher, told::add), runtime.invocations()),
                DynamodbEvent.class,
                StreamsEventResponse.class,
                event);
    }

    private static String example() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(EventCodec.class.getResourceAsStream("/order/examples/order.placed.v1.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
