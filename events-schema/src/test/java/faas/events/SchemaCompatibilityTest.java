package faas.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaCompatibilityTest {
    private static final String V1 = "parcel.sent.v1.json";

    static Stream<Path> published() {
        return Context.all().stream()
                .map(context -> context.folder().resolve("schemas/published"))
                .flatMap(folder -> Documents.files(folder).stream().map(folder::resolve));
    }

    /** A schema without a published copy, or a copy without a schema, is found by {@link ContractTest}. */
    @ParameterizedTest
    @MethodSource("published")
    void a_published_schema_still_holds(Path published) {
        Path current = published.resolveSibling("..").resolve(String.valueOf(published.getFileName()));

        assertThat(SchemaCompatibility.breaks(Documents.json(published), Documents.json(current)))
                .as("breaks of %s; what breaks is a new version of the type", published)
                .isEmpty();
    }

    @Test
    void planted_break_field_removed_is_found() {
        assertThat(breaksAfter("\"recipient\": {", "\"receiver\": {"))
                .containsExactly("#/properties/data/properties/recipient was removed");
    }

    @Test
    void planted_break_field_newly_required_is_found() {
        assertThat(breaksAfter("\"size\"\n", "\"size\", \"gift\"\n"))
                .containsExactly("#/properties/data: gift is newly required");
    }

    @Test
    void planted_break_type_changed_is_found() {
        assertThat(breaksAfter("\"type\": \"integer\"", "\"type\": \"string\""))
                .containsExactly("#/$defs/positive: type was integer, is string");
    }

    @Test
    void a_field_no_longer_required_is_found() {
        assertThat(breaksAfter("\"recipient\",\n", ""))
                .containsExactly("#/properties/data: recipient is no longer required");
    }

    @Test
    void a_further_value_of_an_enum_is_found() {
        assertThat(breaksAfter("\"LARGE\"", "\"LARGE\", \"HUGE\"")).hasSize(1);
    }

    @Test
    void a_tighter_bound_is_found() {
        assertThat(breaksAfter("\"maxLength\": 100", "\"maxLength\": 50")).hasSize(1);
    }

    @Test
    void a_further_optional_field_is_no_break() {
        assertThat(breaksAfter("\"recipient\": {", "\"gift\": {\"type\": \"boolean\"}, \"recipient\": {"))
                .isEmpty();
    }

    @Test
    void another_description_is_no_break() {
        assertThat(breaksAfter("Who gets it.", "The recipient.")).isEmpty();
    }

    /** The change that the second version of the planted type makes would break readers of the first. */
    @Test
    void what_a_new_version_changes_is_refused_within_the_version_before() {
        Map<?, ?> second = Documents.json(schema("parcel.sent.v2.json"));

        assertThat(SchemaCompatibility.breaks(Documents.json(schema(V1)), second))
                .contains(
                        "#/properties/data/properties/size was removed",
                        "#/properties/data: grams is newly required",
                        "#/properties/data: size is no longer required");
    }

    private static List<String> breaksAfter(String found, String replacement) {
        String schema = Documents.text(schema(V1));
        String changed = schema.replace(found, replacement);
        assertThat(changed).as("'%s' is in the schema", found).isNotEqualTo(schema);
        return SchemaCompatibility.breaks(Documents.parse(schema), Documents.parse(changed));
    }

    private static Path schema(String file) {
        return Context.of("parcel").folder().resolve("schemas").resolve(file);
    }
}
