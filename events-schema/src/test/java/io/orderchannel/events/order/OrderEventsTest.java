package io.orderchannel.events.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import faas.events.CloudEvent;
import faas.events.Context;
import faas.events.Documents;
import faas.events.EventCodec;
import faas.events.NotTakenException;
import faas.events.Schemas;
import faas.json.FieldError;
import faas.json.UnreadableJsonException;
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
        assertThat(OrderEventFixtures.order(1, OrderEventType.PLACED, true, null)
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
        assertThat(errors(text)).extracting(FieldError::pointer).containsExactly("#");
    }

    @Test
    void a_cut_event_is_named_bad_json() {
        assertThat(errors(placed.substring(0, placed.length() - 2)))
                .containsExactly(new FieldError("#", "is not JSON, near character " + (placed.length() - 1)));
    }

    @Test
    void unknown_type_is_named() {
        assertThat(notTaken(placed.replace("order.placed.v1", "order.vanished.v1")))
                .isEqualTo("order.vanished.v1");
    }

    @Test
    void data_of_an_unknown_type_is_not_looked_at() {
        String vanished = placed.replace("order.placed.v1", "order.vanished.v1").replace("\"customerId\"", "\"name\"");

        assertThat(notTaken(vanished)).isEqualTo("order.vanished.v1");
    }

    @Test
    void an_attribute_that_is_no_text_makes_no_event_whatever_its_type() {
        String broken = placed.replace("order.placed.v1", "order.vanished.v1")
                .replace("\"subject\":\"o-7f3\"", "\"subject\":5");

        assertThat(errors(broken)).containsExactly(new FieldError("#/subject", "must be a string, is a number"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\":\"o-7f3#1\",", "\"source\":\"/order\","})
    void without_a_required_cloudevents_attribute_it_is_no_event_whatever_its_type(String attribute) {
        String broken = placed.replace("order.placed.v1", "order.vanished.v1").replace(attribute, "");

        assertThat(errors(broken))
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).isEqualTo("is missing"));
    }

    @Test
    void an_unknown_type_of_another_form_is_not_named() {
        assertThat(notTaken(placed.replace("order.placed.v1", MARKER))).isEqualTo("a type of another form");
    }

    @Test
    void unknown_version_of_a_known_type_is_named() {
        assertThat(errors(placed.replace("order.placed.v1", "order.placed.v2")))
                .containsExactly(
                        new FieldError("#/type", "is an unknown version of order.placed, known is order.placed.v1"));
    }

    @Test
    void unknown_cloudevents_version_is_named() {
        assertThat(errors(placed.replace("\"1.0\"", "\"2.0\"")))
                .containsExactly(new FieldError("#/specversion", "must be 1.0"));
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

        assertThat(errors(broken))
                .allSatisfy(error -> assertThat(error.toString()).contains(named))
                .isNotEmpty();
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
        assertThatThrownBy(() -> codec.decode(broken))
                .satisfies(failure -> failure.printStackTrace(new PrintWriter(trace)));

        assertThat(trace.toString()).doesNotContain("SECRET", "4711");
    }

    /** The same texts are refused at the door of PlaceOrder. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version":1    | "version":"SECRET"              | #/data/version: must be a whole number, is a string
            "version":1    | "version":1.5                   | #/data/version: must be a whole number within 64 bits
            "version":1    | "version":1e-1                  | #/data/version: must be a whole number within 64 bits
            "version":1    | "version":9223372036854775808   | #/data/version: must be a whole number within 64 bits
            "version":1    | "version":1e1000000000          | #/data/version: must be a whole number within 64 bits
            "quantity":2   | "quantity":2147483648           | #/data/items/0/quantity: must be from 1 to 2147483647
            "quantity":2   | "quantity":null                 | #/data/items/0/quantity: must be a whole number, is null
            """)
    void a_number_that_does_not_fit_is_refused_with_field_and_reason(String found, String replacement, String error) {
        assertThat(errors(placed.replaceFirst(Pattern.quote(found), replacement)))
                .extracting(wrong -> wrong.pointer() + ": " + wrong.detail())
                .containsExactly(error);
    }

    @Test
    void a_name_twice_is_refused() {
        assertThat(errors(placed.replace("\"version\":1", "\"version\":1,\"version\":1")))
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).startsWith("has a name twice in one object, near"));
    }

    @Test
    void text_after_the_end_is_refused() {
        assertThat(errors(placed + " {}"))
                .singleElement()
                .satisfies(error -> assertThat(error.detail()).startsWith("goes on after its end, near"));
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        String broken = placed.replace("\"version\":1", "\"version\":\"x\"").replace("\"EUR\"", "1");

        assertThat(errors(broken))
                .extracting(FieldError::pointer)
                .containsExactly(
                        "#/data/version",
                        "#/data/items/0/unitPrice/currency",
                        "#/data/items/1/unitPrice/currency",
                        "#/data/total/currency");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60_000})
    void a_text_that_nests_too_deep_is_no_event(int levels) {
        String nested = "[".repeat(levels) + "]".repeat(levels);

        assertThat(errors(placed.replace("\"sku\"", "\"gift\":" + nested + ",\"sku\"")))
                .singleElement()
                .satisfies(error ->
                        assertThat(error.detail()).startsWith("is nested deeper than 32 levels or too long, near"));
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

    private List<FieldError> errors(String text) {
        UnreadableJsonException failure = catchThrowableOfType(UnreadableJsonException.class, () -> codec.decode(text));
        assertThat(failure).as("decode of '%s'", text).isNotNull();
        return failure.errors();
    }

    private String notTaken(String text) {
        NotTakenException failure = catchThrowableOfType(NotTakenException.class, () -> codec.decode(text));
        assertThat(failure).as("decode of '%s'", text).isNotNull();
        return String.valueOf(failure.getMessage());
    }
}
