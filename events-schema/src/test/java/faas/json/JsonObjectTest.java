package faas.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
    @Test
    void values_keep_their_kind() {
        assertThat(new JsonObject()
                        .put("text", "a")
                        .put("whole", 7L)
                        .put("large", Long.MIN_VALUE)
                        .put("part", 0.5)
                        .put("exact", new BigDecimal("1E+3"))
                        .put("yes", true)
                        .put("none", null)
                        .put("other", Instant.EPOCH)
                        .put("notANumber", Double.NaN))
                .hasToString("{\"text\":\"a\",\"whole\":7,\"large\":-9223372036854775808,\"part\":0.5,\"exact\":1E+3,"
                        + "\"yes\":true,\"none\":null,\"other\":\"1970-01-01T00:00:00Z\",\"notANumber\":\"NaN\"}");
    }

    @Test
    void text_is_escaped_into_one_line() {
        assertThat(new JsonObject().put("k\"", "q\" b\\ n\n r\r t\t \u0001 \u001f \u2028 \uFFFE é 🚀"))
                .hasToString("{\"k\\\"\":\"q\\\" b\\\\ n\\n r\\r t\\t \\u0001 \\u001F   \\uFFFE é 🚀\"}");
    }

    @Test
    void objects_and_arrays_nest() {
        assertThat(new JsonObject()
                        .put("inner", new JsonObject().put("a", 1))
                        .put("list", List.of(new JsonObject().put("name", "x"), List.of("y", 2)))
                        .put("empty", List.of()))
                .hasToString("{\"inner\":{\"a\":1},\"list\":[{\"name\":\"x\"},[\"y\",2]],\"empty\":[]}");
    }

    @Test
    void a_member_without_a_value_may_be_left_out() {
        assertThat(new JsonObject().putPresent("reason", null).putPresent("b", 1))
                .hasToString("{\"b\":1}");
        assertThat(new JsonObject()).hasToString("{}");
    }

    @Test
    void what_is_written_is_read_again() {
        String text = "\"\\/\b\f\n\r\té😀\u2029\uFFFF";

        assertThat(JsonReader.<String>read(
                        "text", new JsonObject().put("a", text).toString(), in -> in.text("a")))
                .isEqualTo(text);
    }
}
