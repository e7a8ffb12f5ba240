package faas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private record Line(String sku, long quantity) {
        Line {
            if (quantity < 1) {
                throw new IllegalArgumentException("quantity is too small");
            }
        }

        static Line read(JsonReader in) {
            return new Line(in.text("sku"), in.number("quantity", Long.MIN_VALUE, Long.MAX_VALUE));
        }
    }

    @Test
    void every_kind_of_value_is_read() {
        JsonReader.read(
                "document",
                " {\"text\": \"c\", \"number\": -2.5e3,\n\t\"yes\": true, \"none\": null, \"object\": {\"a\": 1},"
                        + "\"objects\": [{\"a\": 1}, {\"a\": 2}], \"time\": \"2026-03-01T09:30:00Z\","
                        + "\"day\": \"2026-03-01\", \"constant\": \"FRIDAY\"}\r ",
                in -> {
                    assertThat(in.text("text")).isEqualTo("c");
                    assertThat(in.number("number", Long.MIN_VALUE, Long.MAX_VALUE))
                            .isEqualTo(-2500);
                    assertThat(in.flag("yes", false)).isTrue();
                    assertThat(in.flag("absent", true)).isTrue();
                    assertThat(in.optionalText("none")).isNull();
                    assertThat(in.optionalText("absent")).isNull();
                    assertThat(in.optionalText("text")).isEqualTo("c");
                    assertThat(in.object("object").number("a", Long.MIN_VALUE, Long.MAX_VALUE))
                            .isEqualTo(1);
                    assertThat(in.objects("objects", 0, 2, item -> item.number("a", Long.MIN_VALUE, Long.MAX_VALUE)))
                            .containsExactly(1L, 2L);
                    assertThat(in.instant("time")).isEqualTo(Instant.parse("2026-03-01T09:30:00Z"));
                    assertThat(in.date("day")).isEqualTo(LocalDate.of(2026, 3, 1));
                    assertThat(in.constant("constant", DayOfWeek.values())).isEqualTo(DayOfWeek.FRIDAY);
                    assertThat(in.has("none")).isTrue();
                    assertThat(in.has("absent")).isFalse();
                    return true;
                });
    }

    @Test
    void escapes_are_resolved() {
        assertThat(JsonReader.<String>read(
                        "text", "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\ude00é\"}", in -> in.text("a")))
                .isEqualTo("\"\\/\b\f\n\r\té😀é");
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
                "{a:1}",
                "{'a':1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1}x",
                "{\"a\":1}}",
                "{} {}",
                "\uFEFF{}",
                "{\"a\":1,\"a\":2}",
                "{\"b\":{\"a\":1,\"a\":null}}",
                "{\"a\":null,\"a\":null}",
                "/**/{}",
                "{}//",
                "\u00A0{}",
                "{}\u000B"
            })
    void what_is_not_json_is_refused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,]",
                "[,]",
                "[1 2]",
                "[1",
                "nul",
                "nullx",
                "truex",
                "TRUE",
                "NaN",
                "-NaN",
                "Infinity",
                "-Infinity",
                "01",
                "-01",
                "-",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "--1",
                "0x1",
                "1x",
                "1.5x",
                "１",
                "\"\\x\"",
                "\"\\'\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u１234\"",
                "\"a\nb\"",
                "\"a\tb\"",
                "\"a\u0000b\"",
                "'a'"
            })
    void a_value_that_is_not_json_is_refused_even_where_nobody_reads_it(String value) {
        assertRefused("{\"a\":" + value + "}");
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> JsonReader.read("body", text, in -> true))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessageStartingWith("body: # ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1 "b":2}   | # is not JSON, near character 9
            {"a":           | # is not JSON, near character 6
            {"a":1,"a":2}   | # has a name twice in one object, near character 13
            {} {}           | # goes on after its end, near character 5
            [1]             | # must be an object, is an array
            7               | # must be an object, is a number
            null            | # must be an object, is null
            ``              | # ends too early, near character 1
            """)
    void the_message_says_what_is_wrong_and_where(String text, String message) {
        assertThatThrownBy(() -> JsonReader.read("body", text, in -> true)).hasMessage("body: " + message);
    }

    @Test
    void depth_is_bounded_however_deep_the_text_is() {
        assertThat(JsonReader.<Boolean>read(
                        "body", "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}", in -> in.has("a")))
                .isTrue();
        assertThatThrownBy(() -> JsonReader.read("body", "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}", in -> 1))
                .hasMessageStartingWith("body: # is nested deeper than 32 levels or too long, near character");
        assertThatThrownBy(() -> JsonReader.read("body", "{\"a\":".repeat(100_000), in -> 1))
                .hasMessageStartingWith("body: # is nested deeper than 32 levels or too long, near character");
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
        assertThat(JsonReader.<Long>read(
                        "body", "{\"a\":" + text + "}", in -> in.number("a", Long.MIN_VALUE, Long.MAX_VALUE)))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1e-1",
                "9223372036854775808",
                "1e1000000000",
                "1e99999999999",
                "1e-1000000000",
                "1e-99999999999"
            })
    void other_numbers_are_not(String text) {
        assertThatThrownBy(() -> JsonReader.read(
                        "body", "{\"a\":" + text + "}", in -> in.number("a", Long.MIN_VALUE, Long.MAX_VALUE)))
                .hasMessage("body: #/a must be a whole number within 64 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e99999999999"})
    void a_number_that_nobody_reads_may_have_any_value(String text) {
        assertThat(JsonReader.<Boolean>read("body", "{\"a\":" + text + "}", in -> in.has("a")))
                .isTrue();
    }

    @Test
    void every_wrong_member_is_named_at_once_and_nothing_is_cited() {
        String text = "{\"SECRET\":1,\"time\":\"SECRET\",\"day\":\"SECRET\",\"constant\":\"SECRET\",\"yes\":\"SECRET\","
                + "\"checked\":\"SECRET\",\"none\":null,\"object\":[\"SECRET\"],"
                + "\"lines\":[{\"sku\":\"a\",\"quantity\":1},{\"quantity\":0},{\"sku\":\"a\",\"quantity\":0},\"SECRET\"],"
                + "\"many\":[{},{}]}";

        assertThatThrownBy(() -> JsonReader.read("body", text, in -> {
                    in.text("missing");
                    in.instant("time");
                    in.date("day");
                    in.constant("constant", DayOfWeek.values());
                    in.flag("yes", false);
                    in.text("checked", value -> {
                        throw new IllegalArgumentException("must be short");
                    });
                    in.text("none");
                    in.object("object").object("inner").text("name");
                    in.objects("lines", 1, 9, Line::read);
                    in.objects("many", 0, 1, Line::read);
                    in.objects("yes", 0, 1, Line::read);
                    in.wrong("own", "is not welcome");
                    return 1;
                }))
                .isInstanceOf(UnreadableJsonException.class)
                .hasMessage("body: #/missing is missing"
                        + "; #/time must be a time such as 2026-03-01T09:30:00Z"
                        + "; #/day must be a day such as 2026-03-01"
                        + "; #/constant must be one of"
                        + " [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY]"
                        + "; #/yes must be true or false, is a string"
                        + "; #/checked must be short"
                        + "; #/none must be a string, is null"
                        + "; #/object must be an object, is an array"
                        + "; #/lines/1/sku is missing"
                        + "; #/lines/2 quantity is too small"
                        + "; #/lines/3 must be an object, is a string"
                        + "; #/many must have 0 to 1 items, has 2"
                        + "; #/yes must be an array, is a string"
                        + "; #/own is not welcome");
    }

    @Test
    void what_is_thrown_because_of_a_wrong_member_is_not_told_and_what_is_thrown_without_one_is() {
        assertThatThrownBy(
                        () -> JsonReader.read("body", "{}", in -> in.text("a").charAt(0)))
                .hasMessage("body: #/a is missing");
        assertThatThrownBy(() -> JsonReader.read(
                        "body", "{\"a\":\"b\"}", in -> in.text("a").charAt(1)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void what_is_made_of_a_wrong_member_is_not_returned() {
        assertThatThrownBy(() -> JsonReader.read("body", "{}", in -> List.of(in.text("a"))))
                .isInstanceOf(UnreadableJsonException.class)
                .satisfies(failure -> assertThat(((UnreadableJsonException) failure).errors())
                        .containsExactly(new FieldError("#/a", "is missing")));
    }
}
