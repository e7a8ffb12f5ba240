package faas.localcloud.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"type": ["order.placed.v1"]}                          | {"type": "order.placed.v1"}          | true
                    {"type": ["order.placed.v1"]}                          | {"type": "order.confirmed.v1"}       | false
                    {"type": ["order.placed.v1"]}                          | {}                                   | false
                    {"type": [{"prefix": "order."}]}                       | {"type": "order.placed.v1"}          | true
                    {"type": [{"anything-but": "order.placed.v1"}]}        | {"type": "order.placed.v1"}          | false
                    {"n": [{"numeric": [">", 3, "<=", 5]}]}                | {"n": 4}                             | true
                    {"n": [{"numeric": [">", 3, "<=", 5]}]}                | {"n": 6}                             | false
                    {"n": [{"exists": false}]}                             | {"m": 6}                             | true
                    {"body": {"data": {"state": ["PLACED"]}}}              | {"body": {"data": {"state": "PLACED"}}} | true
                    {"$or": [{"a": ["1"]}, {"b": ["2"]}]}                  | {"b": "2"}                           | true
                    {"$or": [{"a": ["1"]}, {"b": ["2"]}]}                  | {"b": "3"}                           | false
                    {"tags": ["red"]}                                      | {"tags": ["blue", "red"]}            | true
                    """)
    void a_pattern_matches_as_event_ruler_does(String pattern, String event, boolean passes) {
        assertThat(EventFilter.of(List.of(pattern)).matches(event)).isEqualTo(passes);
    }

    @Test
    void one_matching_pattern_of_several_is_enough() {
        EventFilter filter = EventFilter.of(List.of("{\"a\": [\"1\"]}", "{\"a\": [\"2\"]}"));

        assertThat(filter.matches("{\"a\": \"2\"}")).isTrue();
        assertThat(filter.matches("{\"a\": \"3\"}")).isFalse();
    }

    @Test
    void without_patterns_everything_passes() {
        assertThat(EventFilter.of(List.of()).matches("no json")).isTrue();
    }

    @Test
    void what_is_no_json_object_matches_no_pattern() {
        EventFilter filter = EventFilter.of(List.of("{\"a\": [\"1\"]}"));

        assertThat(filter.matches("no json")).isFalse();
        assertThat(filter.matches("[]")).isFalse();
    }

    @Test
    void an_invalid_pattern_is_named() {
        assertThatThrownBy(() -> EventFilter.of(List.of("{\"a\": \"1\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{\"a\": \"1\"}");
    }
}
