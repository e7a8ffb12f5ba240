package faas.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.kit.json.JsonValue.JsonArray;
import faas.kit.json.JsonValue.JsonBoolean;
import faas.kit.json.JsonValue.JsonNull;
import faas.kit.json.JsonValue.JsonNumber;
import faas.kit.json.JsonValue.JsonObject;
import faas.kit.json.JsonValue.JsonString;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {

    @Test
    void every_kind_of_value_is_read() {
        assertThat(JsonParser.parse(" {\"a\": [1, -2.5e3, true, false, null, {}, []] ,\n\t\"b\":\"c\"} "))
                .isEqualTo(new JsonObject(Map.of(
                        "a",
                        new JsonArray(List.of(
                                new JsonNumber("1"),
                                new JsonNumber("-2.5e3"),
                                new JsonBoolean(true),
                                new JsonBoolean(false),
                                new JsonNull(),
                                new JsonObject(Map.of()),
                                new JsonArray(List.of()))),
                        "b",
                        new JsonString("c"))));
    }

    @Test
    void escapes_are_resolved() {
        assertThat(JsonParser.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\ude00é\""))
                .isEqualTo(new JsonString("\"\\/\b\f\n\r\té😀é"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "\"a",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1",
                "{\"a\":1,}",
                "{,}",
                "[1,]",
                "[,]",
                "[1 2]",
                "{a:1}",
                "{'a':1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1}x",
                "{} {}",
                "nul",
                "nullx",
                "truex",
                "TRUE",
                "NaN",
                "Infinity",
                "01",
                "-",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "--1",
                "0x1",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u１234\"",
                "\"a\nb\"",
                "\uFEFF{}",
                "{\"a\":1,\"a\":2}",
                "/**/1",
                "\u00A01"
            })
    void what_is_not_json_is_refused(String text) {
        assertThatThrownBy(() -> JsonParser.parse(text)).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void the_message_says_where_and_what_was_expected() {
        assertThatThrownBy(() -> JsonParser.parse("{\"a\":1 \"b\":2}"))
                .hasMessage("at character 8: expected ',' or '}'");
        assertThatThrownBy(() -> JsonParser.parse("{\"a\":")).hasMessage("ends at character 6, expected more");
    }

    @Test
    void depth_is_bounded_however_deep_the_text_is() {
        assertThat(JsonParser.parse("[".repeat(16) + "]".repeat(16))).isInstanceOf(JsonArray.class);
        assertThatThrownBy(() -> JsonParser.parse("[".repeat(100_000)))
                .hasMessage("at character 17: expected at most 16 levels");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "1.0, 1",
        "1e3, 1000",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void whole_numbers_are_longs(String text, long value) {
        assertThat(new JsonNumber(text).asLong()).isEqualTo(OptionalLong.of(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e-1", "9223372036854775808", "1e1000000000", "1e99999999999", "1e-1000000000"})
    void other_numbers_are_not(String text) {
        assertThat(new JsonNumber(text).asLong()).isEmpty();
    }
}
