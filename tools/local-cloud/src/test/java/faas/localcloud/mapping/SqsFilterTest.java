package faas.localcloud.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.model.Message;

class SqsFilterTest {
    private static final String JSON_BODY = "{\"kind\":\"wanted\"}";

    /** The table of https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"body\":[\"wanted\"]}                     | wanted              | true",
                "{\"body\":[\"wanted\"]}                     | other               | false",
                "{\"body\":{\"kind\":[\"wanted\"]}}          | wanted              | false",
                "{\"body\":{\"kind\":[\"wanted\"]}}          | {\"kind\":\"wanted\"} | true",
                "{\"body\":{\"kind\":[\"wanted\"]}}          | {\"kind\":\"other\"}  | false",
                "{\"body\":[{\"anything-but\":\"x\"}]}       | {\"kind\":\"wanted\"} | false",
                "{\"awsRegion\":[\"us-east-1\"]}             | wanted              | true",
                "{\"awsRegion\":[\"us-east-1\"]}             | {\"kind\":\"wanted\"} | true"
            })
    void conditions_on_the_body_are_for_its_own_format(String pattern, String body, boolean passes) {
        assertThat(new SqsFilter(List.of(pattern)).matches(message(body))).isEqualTo(passes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain text", "5", "\"quoted\"", "{\"kind\":1} and more", "{\"kind\":"})
    void a_body_that_is_no_json_meets_no_condition_on_its_fields(String body) {
        assertThat(new SqsFilter(List.of("{\"body\":{\"kind\":[{\"exists\":false}]}}")).matches(message(body)))
                .isFalse();
        assertThat(new SqsFilter(List.of("{\"body\":{\"kind\":[{\"exists\":false}]}}")).matches(message("{}")))
                .isTrue();
    }

    @Test
    void an_alternative_counts_by_itself() {
        var filter = new SqsFilter(
                List.of(
                        "{\"$or\":[{\"body\":{\"kind\":[{\"exists\":false}]}},{\"body\":[\"plain\"]}],\"awsRegion\":[\"us-east-1\"]}"));

        assertThat(filter.matches(message("plain"))).isTrue();
        assertThat(filter.matches(message("other"))).isFalse();
        assertThat(filter.matches(message("{}"))).isTrue();
        assertThat(filter.matches(message(JSON_BODY))).isFalse();
    }

    @Test
    void the_only_alternative_that_is_left_adds_to_the_pattern_s_own_conditions() {
        var filter = new SqsFilter(List.of(
                "{\"body\":{\"region\":[\"eu\"]},\"$or\":[{\"body\":{\"kind\":[\"wanted\"]}},{\"body\":[\"x\"]}]}"));

        assertThat(filter.matches(message("{\"region\":\"eu\",\"kind\":\"wanted\"}")))
                .isTrue();
        assertThat(filter.matches(message(JSON_BODY))).isFalse();
        assertThat(filter.matches(message("{\"region\":\"eu\"}"))).isFalse();
        assertThat(filter.matches(message("x"))).isFalse();
    }

    @Test
    void one_pattern_of_several_is_enough_and_without_any_everything_passes() {
        var several = new SqsFilter(List.of("{\"body\":{\"kind\":[\"wanted\"]}}", "{\"body\":[\"plain\"]}"));

        assertThat(several.matches(message("plain"))).isTrue();
        assertThat(several.matches(message(JSON_BODY))).isTrue();
        assertThat(new SqsFilter(List.of()).matches(message("plain"))).isTrue();
    }

    private static SqsRecord message(String body) {
        Message message = Message.builder()
                .messageId("id")
                .receiptHandle("handle")
                .body(body)
                .build();
        return SqsRecord.of(message, "arn:aws:sqs:us-east-1:000000000000:q", Instant.EPOCH);
    }
}
