package io.orderchannel.events.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import faas.events.CloudEvent;
import faas.events.Context;
import faas.events.Documents;
import faas.events.EventCodec;
import faas.events.Schemas;
import faas.events.UnreadableEventException;
import faas.events.UnreadableEventException.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of the Order context in JSON: what their codec reads, writes and refuses. */
class OrderEventsTest {
    private static final Context ORDER = Context.of("order");
    private static final String MARKER = "SECRET-4711";

    private final EventCodec codec = new EventCodec(new OrderEventFormat());
    private final String placed = codec.encode(OrderEventFixtures.event(OrderEventType.PLACED));

    @ParameterizedTest
    @EnumSource(OrderEventType.class)
    void every_type_round_trips(OrderEventType type) {
        CloudEvent event = OrderEventFixtures.event(type);

        assertThat(codec.decode(codec.encode(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(OrderEventType.class)
    void what_is_encoded_validates(OrderEventType type) {
        assertThat(violations(type, codec.encode(OrderEventFixtures.event(type))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "customerId": "customer-17" | "customerId": 17
            "quantity": 2               | "quantity": 0
            "currency": "EUR"           | "currency": "Euro"
            "state": "PLACED"           | "state": "CONFIRMED"
            "channel": "COURIER"        | "channel": "DRONE"
            "time": "2026-03-01T        | "time": "2026-13-01T
            "specversion": "1.0"        | "specversion": "1.1"
            "correlationid"             | "correlation"
            """)
    void a_wrong_document_does_not_validate(String found, String replacement) {
        String example = Documents.text(ORDER.folder().resolve("examples/order.placed.v1.json"));
        String broken = example.replaceFirst(Pattern.quote(found), replacement);
        assertThat(broken).isNotEqualTo(example);

        assertThat(violations(OrderEventType.PLACED, broken)).isNotEmpty();
    }

    @Test
    void only_an_express_order_s_placing_has_an_attribute_beside_the_type() {
        assertThat(OrderEventType.values())
                .allSatisfy(
                        type -> assertThat(OrderEventFixtures.event(type).data().attributes())
                                .isEmpty());
        assertThat(OrderEvent.of(OrderEventFixtures.order(1, OrderState.PLACED, true, null))
                        .attributes())
                .isEqualTo(Map.of("express", "true"));
    }

    @Test
    void openapi_examples_validate_against_their_schemas() {
        assertThat(Schemas.validatedExamples(ORDER.folder().resolve("openapi.json")))
                .containsExactlyInAnyOrder("courier", "placed", "confirmed");
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
        assertThat(failure).hasMessage("event: type is unknown: order.vanished.v1");
        assertThat(failure.type()).isEqualTo("order.vanished.v1");
    }

    @Test
    void data_of_an_unknown_type_is_not_looked_at() {
        String vanished = placed.replace("order.placed.v1", "order.vanished.v1").replace("\"customerId\"", "\"name\"");

        assertThat(failure(vanished).problem()).isEqualTo(Problem.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\":\"o-7f3#1\",", "\"source\":\"/order\","})
    void without_a_required_cloudevents_attribute_it_is_no_event_whatever_its_type(String attribute) {
        String broken = placed.replace("order.placed.v1", "order.vanished.v1").replace(attribute, "");

        assertThat(failure(broken).problem()).isEqualTo(Problem.INVALID_FIELD);
    }

    @Test
    void an_unknown_type_of_another_form_is_not_named() {
        UnreadableEventException failure = failure(placed.replace("order.placed.v1", MARKER));

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN_TYPE);
        assertThat(failure).hasMessage("event: type is unknown: a type of another form");
    }

    @Test
    void unknown_version_of_a_known_type_is_named() {
        UnreadableEventException failure = failure(placed.replace("order.placed.v1", "order.placed.v2"));

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN_VERSION);
        assertThat(failure).hasMessage("event of type order.placed in an unknown version, known is order.placed.v1");
    }

    @Test
    void unknown_cloudevents_version_is_named() {
        UnreadableEventException failure = failure(placed.replace("\"1.0\"", "\"2.0\""));

        assertThat(failure.problem()).isEqualTo(Problem.UNKNOWN_SPECVERSION);
        assertThat(failure).hasMessage("event: specversion is not 1.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "orderId":"o-7f3",            |                       | orderId
            "customerId":"c-1"            | "customerId":" "      | customerId
            "version":1                   | "version":0           | version
            "version":1                   | "version":"one"       | version
            "channel":"LOCKER"            | "channel":"DRONE"     | channel
            "state":"PLACED"              | "state":"CONFIRMED"   | order.confirmed.v1
            "quantity":2,                 |                       | quantity
            "amount":1250,                |                       | amount
            "amount":2500,                | "amount":-1,          | amount
            "currency":"EUR"              | "currency":"euro"     | currency
            "placedAt":"2026              | "placedAt":"soon      | placedAt
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

    /** Each kind of mistake, with a marker where a customer's data may stand. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version":1              | "version":SECRET-4711
            "version":1              | "version":"SECRET-4711"
            "version":1              | "version" SECRET-4711
            "version":1              | "version":-4711
            "version":1              | "version":4711471147114711471147114711
            "version":1              | "version":{"SECRET-4711":1}
            "version":1              | "version":[SECRET-4711
            "version":1              | SECRET-4711
            "version":1              | "SECRET-4711":SECRET-4711
            "version":1              | "SECRET-4711":"SECRET-4711
            "customerId":"c-1"       | "customerId":{"SECRET-4711":"SECRET-4711"}
            "customerId":"c-1"       | "customerId":SECRET-4711
            "channel":"LOCKER"       | "channel":"SECRET-4711"
            "state":"PLACED"         | "state":"SECRET-4711"
            "quantity":2             | "quantity":47114711471147
            "quantity":2             | "quantity":-4711
            "amount":2500            | "amount":-4711
            "currency":"EUR"         | "currency":"SECRET-4711"
            "placedAt":"2026         | "placedAt":"SECRET-4711
            "time":"2026             | "time":"SECRET-4711
            "specversion":"1.0"      | "specversion":"SECRET-4711"
            "specversion":"1.0"      | "specversion":SECRET-4711
            "id":"o-7f3#1"           | "id":"SECRET-4711","time":1
            "type":"order.placed.v1" | "type":"SECRET-4711"
            "type":"order.placed.v1" | "type":"order.placed.SECRET-4711"
            "type":"order.placed.v1" | "type":["SECRET-4711"]
            "data":{                 | "data":"SECRET-4711","other":{
            "items":[                | "items":"SECRET-4711","other":[
            """)
    void no_part_of_the_text_is_in_the_failure(String found, String replacement) {
        String broken = placed.replace(found, replacement);
        assertThat(broken).isNotEqualTo(placed);

        StringWriter trace = new StringWriter();
        failure(broken).printStackTrace(new PrintWriter(trace));

        assertThat(trace.toString()).doesNotContain("SECRET", "4711");
    }

    @Test
    void position_and_kind_are_in_the_failure() {
        UnreadableEventException failure = failure(placed.replace("\"version\":1", "\"version\":\"SECRET\""));

        assertThat(failure)
                .message()
                .matches(
                        "event of type order.placed.v1: at version, near character \\d+:" + " expected a whole number");
    }

    @ParameterizedTest
    @ValueSource(ints = {29, 60_000})
    void a_text_that_nests_too_deep_is_no_event(int levels) {
        String nested = "[".repeat(levels) + "]".repeat(levels);

        UnreadableEventException failure = failure(placed.replace("\"sku\"", "\"gift\":" + nested + ",\"sku\""));

        assertThat(failure).hasMessage("not a CloudEvent in JSON: nested deeper than 32 levels");
    }

    @Test
    void brackets_in_a_text_are_no_levels() {
        String customer = "\\\"" + "[".repeat(100);

        assertThat(codec.decode(placed.replace("\"c-1\"", "\"" + customer + "\""))
                        .type())
                .isEqualTo(OrderEventType.PLACED);
    }

    private static List<com.networknt.schema.Error> violations(OrderEventType type, String document) {
        return Schemas.violations(ORDER.folder().resolve("schemas").resolve(type.wireName() + ".json"), document);
    }

    private UnreadableEventException failure(String text) {
        UnreadableEventException failure =
                catchThrowableOfType(UnreadableEventException.class, () -> codec.decode(text));
        assertThat(failure).as("decode of '%s'", text).isNotNull();
        return failure;
    }
}
