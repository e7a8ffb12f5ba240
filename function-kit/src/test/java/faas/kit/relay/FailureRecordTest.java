package faas.kit.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import faas.events.CloudEvent;
import faas.events.EventCodec;
import faas.events.EventContext;
import faas.events.parcel.ParcelEventFormat;
import faas.events.parcel.ParcelSent;
import faas.kit.Json;
import faas.kit.TestInvocation;
import faas.kit.relay.FailureRecord.Reason;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureRecordTest {
    private static final EventCodec CODEC = new EventCodec(ParcelEventFormat.beforeV2());
    private static final String EVENT = CODEC.encode(CloudEvent.of(
            new ParcelSent.V1("o1", 2, "\u00fc \u0007 \ud83d\ude80", ParcelSent.Size.SMALL),
            Instant.EPOCH,
            new EventContext("trace", "correlation", "cause")));

    private static final String RECORD = """
            {"eventID":"1f","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1",
             "eventSourceARN":"arn:aws:dynamodb:us-east-1:123456789012:table/demo-orders/stream/2026-03-01T00:00:00.000",
             "dynamodb":{"Keys":{"orderId":{"S":"o1"},"number":{"N":"7"},"bytes":{"B":"AQI="}},
              "NewImage":{"orderId":{"S":"o1"},"eventId":{"S":"o1#2"},"event":EVENT,"customerId":{"S":"c1"}},
              "OldImage":{"eventId":{"S":"o1#1"}},
              "SequenceNumber":"4421584500000000017450439091","StreamViewType":"NEW_AND_OLD_IMAGES"}}""";

    @Test
    void the_message_says_what_failed_where() {
        Map<String, Object> message = message(failure("{\"S\":\"poison\"}").toJson(true));

        assertThat(message)
                .containsEntry("type", "relay-failure.v1")
                .containsEntry("function", "demo-PublishOrderEvents")
                .containsEntry("requestId", "request-1")
                .containsEntry("table", "demo-orders")
                .containsEntry("sequenceNumber", "4421584500000000017450439091")
                .containsEntry("reason", "UNREADABLE")
                .containsEntry("detail", "no event")
                .containsEntry("eventId", "o1#2")
                .containsEntry("eventLeftOut", false);
    }

    @Test
    void its_record_goes_through_the_relay_again() {
        String text = "{\"S\":\"" + EVENT.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        List<OutgoingEvent> published = new ArrayList<>();
        OutboxRelay relay = new OutboxRelay(
                CODEC,
                batch -> {
                    published.addAll(batch);
                    return List.of();
                },
                _ -> {});
        String told = failure(text).toJson(true);

        relay.relay(
                batch(told.substring(told.indexOf("\"record\":") + 9, told.length() - 1)),
                new TestInvocation().invocation());

        assertThat(published).containsExactly(new OutgoingEvent("o1#2", "parcel.sent.v1", EVENT));
    }

    @Test
    void keys_are_complete_and_what_the_relay_does_not_read_is_left_out() {
        assertThat(failure("{\"S\":\"poison\"}").toJson(true))
                .contains("\"Keys\":{\"bytes\":{\"B\":\"AQI=\"},\"number\":{\"N\":\"7\"},\"orderId\":{\"S\":\"o1\"}}")
                .doesNotContain("c1", "OldImage");
    }

    @Test
    void an_event_that_is_no_text_is_told_as_it_is() {
        String map = "{\"M\":{\"a\":{\"L\":[{\"BOOL\":true},{\"NULL\":true},{\"N\":\"1\"}]}}}";

        assertThat(failure(map).toJson(true)).contains("\"event\":" + map);
    }

    @Test
    void without_its_event_the_message_says_so() {
        String message = failure("{\"S\":\"poison\"}").toJson(false);

        assertThat(message(message)).containsEntry("eventLeftOut", true);
        assertThat(message)
                .contains("\"NewImage\":{\"eventId\":{\"S\":\"o1#2\"}}")
                .doesNotContain("poison");
    }

    private static FailureRecord failure(String event) {
        return new FailureRecord(
                "demo-PublishOrderEvents",
                "request-1",
                Reason.UNREADABLE,
                "no event",
                batch(RECORD.replace("EVENT,", event + ",")).getRecords().getFirst());
    }

    /** As Lambda's own runtime reads it. */
    private static DynamodbEvent batch(String streamRecord) {
        byte[] event = ("{\"Records\":[" + streamRecord + "]}").getBytes(StandardCharsets.UTF_8);
        return LambdaEventSerializers.serializerFor(DynamodbEvent.class, FailureRecordTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(event));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> message(String text) {
        return (Map<String, Object>) Json.parse(text);
    }
}
