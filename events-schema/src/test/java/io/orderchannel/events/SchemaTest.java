package io.orderchannel.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @EnumSource(EventType.class)
    void example_validates_against_its_schema(EventType type) {
        assertThat(violations(type, example(type))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void example_round_trips(EventType type) {
        CloudEvent event = codec.decode(example(type));

        assertThat(event.type()).isEqualTo(type);
        assertThat(Resources.parse(codec.encode(event))).isEqualTo(Resources.parse(example(type)));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void what_is_encoded_validates(EventType type) {
        assertThat(violations(type, codec.encode(EventFixtures.event(type)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void schema_itself_validates_against_the_dialect(EventType type) {
        Schema dialect = SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(dialect.validate(schema(type), InputFormat.JSON)).isEmpty();
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
        String example = example(EventType.ORDER_PLACED);
        String broken = example.replaceFirst(Pattern.quote(found), replacement);
        assertThat(broken).isNotEqualTo(example);

        assertThat(violations(EventType.ORDER_PLACED, broken)).isNotEmpty();
    }

    @Test
    void there_is_one_schema_and_one_example_for_each_type() {
        List<String> files = Arrays.stream(EventType.values())
                .map(type -> type.wireName() + ".json")
                .toList();

        assertThat(Resources.files("/schemas")).containsExactlyInAnyOrderElementsOf(files);
        assertThat(Resources.files("/examples")).containsExactlyInAnyOrderElementsOf(files);
    }

    private static List<com.networknt.schema.Error> violations(EventType type, String document) {
        return SCHEMAS.getSchema(schema(type), InputFormat.JSON)
                .validate(
                        document,
                        InputFormat.JSON,
                        execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static String schema(EventType type) {
        return Resources.text("/schemas/" + type.wireName() + ".json");
    }

    private static String example(EventType type) {
        return Resources.text("/examples/" + type.wireName() + ".json");
    }
}
