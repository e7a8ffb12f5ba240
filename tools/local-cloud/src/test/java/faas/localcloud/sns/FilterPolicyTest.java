package faas.localcloud.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FilterPolicyTest {
    @Test
    void more_than_five_keys_are_refused() {
        assertThat(FilterPolicy.read(keys(5), false).matches("{\"k1\":\"v\"}")).isFalse();
        assertThatThrownBy(() -> FilterPolicy.read(keys(6), false)).hasMessageContaining("more than 5 keys: found 6");
        assertThatThrownBy(() -> FilterPolicy.read(keys(6), true)).hasMessageContaining("more than 5 keys: found 6");
    }

    @Test
    void a_policy_about_attributes_is_not_nested() {
        String nested = "{\"order\": {\"channel\": [\"red\"]}}";

        assertThat(FilterPolicy.read(nested, true).matches("{\"order\": {\"channel\": \"red\"}}"))
                .isTrue();
        assertThatThrownBy(() -> FilterPolicy.read(nested, false))
                .hasMessageContaining("does not support nested filter policy: found order");
    }

    /** The page's own example of a nested policy: 3 x 4 x 2 x 3. */
    @Test
    void the_values_of_all_keys_are_multiplied_and_nested_ones_by_their_depth() {
        String example = """
                {"key_a": {"key_b": {"key_c": ["1", "2", "3", "4"]}}, "key_d": {"key_e": ["1", "2", "3"]}%s}""";

        assertThat(FilterPolicy.read(example.formatted(", \"key_f\": [\"1\", \"2\"]"), true)
                        .matches("{}"))
                .isFalse();
        assertThatThrownBy(() -> FilterPolicy.read(example.formatted(", \"key_f\": [\"1\", \"2\", \"3\"]"), true))
                .hasMessageContaining("too complex: found 216 combinations");
    }

    @Test
    void alternatives_are_added() {
        String policy = "{\"$or\": [{\"a\": [%s]}, {\"b\": [%s]}]}";

        assertThat(FilterPolicy.read(policy.formatted(values(100), values(50)), false)
                        .matches("{\"a\":\"7\"}"))
                .isTrue();
        assertThatThrownBy(() -> FilterPolicy.read(policy.formatted(values(100), values(51)), false))
                .hasMessageContaining("found 151 combinations");
    }

    private static String keys(int number) {
        return IntStream.range(0, number)
                .mapToObj(key -> "\"k" + key + "\": [\"v\"]")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String values(int number) {
        return IntStream.range(0, number).mapToObj(value -> "\"" + value + "\"").collect(Collectors.joining(", "));
    }
}
