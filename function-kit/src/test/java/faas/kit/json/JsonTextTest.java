package faas.kit.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void values_keep_their_kind() {
        assertThat(JsonText.object(object -> object.put("text", "a")
                        .put("whole", 7L)
                        .put("part", 0.5)
                        .put("yes", true)
                        .put("none", null)
                        .put("other", List.of(1))
                        .put("notANumber", Double.NaN)))
                .isEqualTo("{\"text\":\"a\",\"whole\":7,\"part\":0.5,\"yes\":true,\"none\":null,\"other\":\"[1]\","
                        + "\"notANumber\":\"NaN\"}");
    }

    @Test
    void text_is_escaped_into_one_line() {
        assertThat(JsonText.object(object -> object.put("k\"", "q\" b\\ n\n r\r t\t \u0001 \u001f \u2028 é 🚀")))
                .isEqualTo("{\"k\\\"\":\"q\\\" b\\\\ n\\n r\\r t\\t \\u0001 \\u001f \\u2028 é 🚀\"}");
    }

    @Test
    void objects_and_arrays_nest() {
        assertThat(JsonText.object(object -> object.putObject("inner", inner -> inner.put("a", 1))
                        .putObjects("list", List.of("x", "y"), (element, name) -> element.put("name", name))
                        .putObjects("empty", List.of(), (element, name) -> element.put("name", name))
                        .putJson("ready", "[1]")))
                .isEqualTo("{\"inner\":{\"a\":1},\"list\":[{\"name\":\"x\"},{\"name\":\"y\"}],\"empty\":[],"
                        + "\"ready\":[1]}");
    }

    @Test
    void an_object_may_be_empty() {
        assertThat(JsonText.object(object -> {})).isEqualTo("{}");
    }
}
