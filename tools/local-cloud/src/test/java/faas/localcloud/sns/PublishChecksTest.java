package faas.localcloud.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import faas.localcloud.sqs.QueueSender.Attribute;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishChecksTest {
    private static final String LONGEST_NAME = "n".repeat(256);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                ".a | String | v | starting with character '.'",
                "a. | String | v | ending with character '.'",
                "a..b | String | v | successive '.'",
                "a b | String | v | '#x20'",
                "ü | String | v | '#xFC'",
                "a | Text | v | invalid message attribute type",
                "a | string | v | invalid message attribute type",
                "a | Stringy | v | invalid message attribute type",
                "a | String. | v | invalid message attribute type",
                "a | ~~ | v | invalid message attribute type",
                "a | String | ~~ | must contain non-empty",
                "a | Binary | ~~ | must contain non-empty",
                "a | Number | five | value to number",
                "a | Number.int | 5x | value to number"
            })
    void an_attribute_that_sns_refuses_is_refused(String name, String type, String value, String why) {
        assertThatThrownBy(() -> PublishChecks.requireMessage(message("s", Map.of(name, new Attribute(type, value)))))
                .isInstanceOfSatisfying(
                        SnsException.class, e -> assertThat(e.code()).isEqualTo("ParameterValueInvalid"))
                .hasMessageContaining(why);
    }

    @Test
    void a_name_has_at_most_256_characters_and_at_least_one() {
        for (String name : List.of("", LONGEST_NAME + "n")) {
            assertThatThrownBy(() ->
                            PublishChecks.requireMessage(message("s", Map.of(name, new Attribute("String", "v")))))
                    .hasMessageContaining("less than 256 bytes");
        }
    }

    @Test
    void a_value_stands_in_the_field_of_its_type() {
        assertThat(PublishChecks.attribute("a", "String.Array", Map.of("StringValue", "[1]")))
                .isEqualTo(new Attribute("String.Array", "[1]"));
        assertThatThrownBy(() -> PublishChecks.attribute("a", "Binary", Map.of("StringValue", "x")))
                .hasMessageContaining("with type 'Binary' must use field 'Binary'");
        assertThatThrownBy(() -> PublishChecks.attribute("a", "Number", Map.of("BinaryValue", "x")))
                .hasMessageContaining("with type 'Number' must use field 'String'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines", "a\ttab", "bell\u0007"})
    void a_subject_that_sns_refuses_is_refused(String subject) {
        assertThatThrownBy(() -> PublishChecks.requireMessage(message(subject, Map.of())))
                .hasMessage("Invalid parameter: Subject");
    }

    @Test
    void a_subject_has_at_most_a_hundred_characters() {
        PublishChecks.requireMessage(message("ü".repeat(100), Map.of()));
        assertThatThrownBy(() -> PublishChecks.requireMessage(message("ü".repeat(101), Map.of())))
                .hasMessage("Invalid parameter: Subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "ü"})
    void the_id_of_an_entry_is_made_of_letters_digits_hyphens_and_underscores(String id) {
        assertThatThrownBy(() -> PublishChecks.requireBatch(List.of(id)))
                .isInstanceOfSatisfying(
                        SnsException.class, e -> assertThat(e.code()).isEqualTo("InvalidBatchEntryId"));
    }

    @Test
    void the_id_of_an_entry_has_at_most_80_characters() {
        PublishChecks.requireBatch(List.of("a".repeat(80)));
        assertThatThrownBy(() -> PublishChecks.requireBatch(List.of("a".repeat(81))))
                .hasMessageContaining("specification");
    }

    private static SnsMessage message(String subject, Map<String, Attribute> attributes) {
        return new SnsMessage("m", "arn:t", Optional.of(subject), "body", attributes, Instant.EPOCH, Optional.empty());
    }
}
