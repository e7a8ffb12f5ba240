package io.orderchannel.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCompatibilityTest {
    private static final String PLACED = "/schemas/order.placed.v1.json";

    static Stream<String> published() {
        return Resources.files("/schemas/published").stream();
    }

    @ParameterizedTest
    @MethodSource("published")
    void a_published_schema_still_holds(String file) {
        assertThat(Resources.files("/schemas"))
                .as("a published schema stays, a break is a new version of the type")
                .contains(file);

        assertThat(SchemaCompatibility.breaks(
                        Resources.json("/schemas/published/" + file), Resources.json("/schemas/" + file)))
                .as("breaks of %s against schemas/published/%s; what breaks is a new version of the type", file, file)
                .isEmpty();
    }

    @Test
    void every_schema_has_a_published_copy() {
        assertThat(Resources.files("/schemas/published")).isEqualTo(Resources.files("/schemas"));
    }

    @Test
    void planted_break_field_removed_is_found() {
        assertThat(breaksAfter("\"customerId\": {", "\"buyerId\": {"))
                .containsExactly("#/properties/data/properties/customerId was removed");
    }

    @Test
    void planted_break_field_newly_required_is_found() {
        assertThat(breaksAfter("\"placedAt\"\n", "\"placedAt\", \"gift\"\n"))
                .containsExactly("#/properties/data: gift is newly required");
    }

    @Test
    void planted_break_type_changed_is_found() {
        assertThat(breaksAfter(
                        "\"description\": \"Minor units.\",\n          \"type\": \"integer\"", "\"type\": \"string\""))
                .containsExactly("#/$defs/money/properties/amount: type was integer, is string");
    }

    @Test
    void a_field_no_longer_required_is_found() {
        assertThat(breaksAfter("\"total\",\n", "")).containsExactly("#/properties/data: total is no longer required");
    }

    @Test
    void a_further_value_of_an_enum_is_found() {
        assertThat(breaksAfter("\"MARKETPLACE\"", "\"MARKETPLACE\", \"DRONE\"")).hasSize(1);
    }

    @Test
    void a_tighter_bound_is_found() {
        assertThat(breaksAfter("\"maxItems\": 100", "\"maxItems\": 50")).hasSize(1);
    }

    @Test
    void a_further_optional_field_is_no_break() {
        assertThat(breaksAfter("\"customerId\": {", "\"gift\": {\"type\": \"boolean\"}, \"customerId\": {"))
                .isEmpty();
    }

    @Test
    void another_description_is_no_break() {
        assertThat(breaksAfter("Who ordered.", "The customer.")).isEmpty();
    }

    private static Iterable<String> breaksAfter(String found, String replacement) {
        String schema = Resources.text(PLACED);
        String changed = schema.replace(found, replacement);
        assertThat(changed).as("'%s' is in the schema", found).isNotEqualTo(schema);
        Map<?, ?> published = Resources.parse(schema);
        return SchemaCompatibility.breaks(published, Resources.parse(changed));
    }
}
