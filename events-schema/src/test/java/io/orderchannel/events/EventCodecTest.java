package io.orderchannel.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orderchannel.events.UnreadableEventException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private final EventCodec codec = new EventCodec();
    private final String placed = codec.encode(EventFixtures.event(EventType.ORDER_PLACED));

    @ParameterizedTest
    @EnumSource(EventType.class)
    void every_type_round_trips(EventType type) {
        CloudEvent event = EventFixtures.event(type);

        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @Test
    void envelope_has_the_attributes_that_cloudevents_requires() {
        assertThat(placed)
                .startsWith(
                        "{\"specversion\":\"1.0\",\"id\":\"o-7f3#1\",\"source\":\"/order\",\"type\":\"order.placed.v1\","
                                + "\"subject\":\"o-7f3\",\"time\":\"2026-03-01T09:30:01Z\",\"datacontenttype\":\"application/json\","
                                + "\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\","
                                + "\"correlationid\":\"corr-1\",\"causationid\":\"7c1f6f0e-request\",\"data\":{\"orderId\":")
                .doesNotContain("\n", "reason");
    }

    @Test
    void reader_ignores_unknown_fields() {
        String grown = placed.replace("\"specversion\"", "\"newattribute\":{\"a\":[1,{}]},\"specversion\"")
                .replace("\"orderId\"", "\"gift\":true,\"orderId\"")
                .replace("\"sku\"", "\"weight\":1.5,\"sku\"")
                .replace("\"amount\"", "\"vat\":\"19\",\"amount\"");

        assertThat(codec.decode(grown)).isEqualTo(codec.decode(placed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "poison", "[]", "7", "null", "\"text\"", "{", "{\"specversion\":\"1.0\""})
    void text_that_is_no_json_object_is_named_bad_json(String text) {
        assertThat(failure(text).problem()).isEqualTo(Problem.BAD_JSON);
    }

    @Test
    void a_cut_event_is_named_bad_json() {
        assertThat(failure(placed.substring(0, placed.length() - 2)).problem()).isEqualTo(Problem.BAD_JSON);
    }

    @Test
    void unknown_type_is_named() {
        UnreadableEventException failure = failure(placed.replace("order.placed.v1", "order.vanished.v1"));

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN_TYPE);
        assertThat(failure).hasMessage("event o-7f3#1: type order.vanished.v1 is unknown");
    }

    @Test
    void unknown_version_of_a_known_type_is_named() {
        UnreadableEventException failure = failure(placed.replace("order.placed.v1", "order.placed.v2"));

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN_VERSION);
        assertThat(failure).hasMessage("event o-7f3#1: type is order.placed.v2, known is only order.placed.v1");
    }

    @Test
    void unknown_cloudevents_version_is_named() {
        UnreadableEventException failure = failure(placed.replace("\"1.0\"", "\"2.0\""));

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN_SPECVERSION);
        assertThat(failure).hasMessage("event o-7f3#1: specversion is 2.0, expected 1.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "orderId":"o-7f3",            |                       | orderId
            "customerId":"c-1"            | "customerId":" "      | customerId
            "version":1                   | "version":0           | version
            "version":1                   | "version":"one"       | version
            "channel":"LOCKER"            | "channel":"DRONE"     | DRONE
            "state":"PLACED"              | "state":"CONFIRMED"   | order.confirmed.v1
            "quantity":2,                 |                       | quantity
            "amount":1250,                |                       | amount
            "amount":2500,                | "amount":-1,          | amount
            "currency":"EUR"              | "currency":"euro"     | currency
            "placedAt":"2026              | "placedAt":"soon      | soon
            "time":"2026-03-01T09:30:01Z",|                       | time
            "correlationid":"corr-1",     |                       | correlationid
            "subject":"o-7f3",            |                       | subject
            "items":[                     | "items":[],"other":[  | items
            """)
    void a_wrong_field_is_named(String found, String replacement, String named) {
        String broken = placed.replace(found, replacement == null ? "" : replacement);
        assertThat(broken).isNotEqualTo(placed);

        UnreadableEventException failure = failure(broken);

        assertThat(failure.problem()).isEqualTo(Problem.INVALID_FIELD);
        assertThat(failure).message().contains(named);
    }

    private UnreadableEventException failure(String text) {
        UnreadableEventException failure =
                catchThrowableOfType(UnreadableEventException.class, () -> codec.decode(text));
        assertThat(failure).as("decode of '%s'", text).isNotNull();
        return failure;
    }
}
