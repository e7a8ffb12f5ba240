package faas.kit.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadTest {

    private enum Color {
        RED,
        BLUE
    }

    private record Line(String sku, int quantity) {}

    @Test
    void a_payload_without_problems_is_read() throws IOException {
        Payload payload =
                payload("{\"id\":\"a\",\"color\":\"BLUE\",\"lines\":[{\"sku\":\"s\",\"quantity\":2}],\"more\":1}");

        assertThat(payload.has("id")).isTrue();
        assertThat(payload.has("name")).isFalse();
        assertThat(payload.text("id")).isEqualTo("a");
        Color color = Payload.checked(payload.constant("color", Color::valueOf, "RED or BLUE"));
        assertThat(color).isEqualTo(Color.BLUE);
        assertThat(lines(payload)).containsExactly(new Line("s", 2));
        assertThatCode(payload::check).doesNotThrowAnyException();
    }

    @Test
    void one_message_names_every_wrong_member_and_no_value() throws IOException {
        Payload payload = payload(
                "{\"id\":\" \",\"color\":\"GREEN\",\"lines\":[{\"sku\":5,\"quantity\":10},{\"quantity\":1.5},7]}");
        payload.text("id");
        payload.text("name");
        payload.constant("color", Color::valueOf, "RED or BLUE");
        lines(payload);

        assertThatThrownBy(payload::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DrainPayouts: payload: id is blank, expected text; name is missing, expected text;"
                        + " color is another text, expected RED or BLUE;"
                        + " lines/0/sku is a number, expected text;"
                        + " lines/0/quantity is another number, expected a whole number from 1 to 9;"
                        + " lines/1/sku is missing, expected text;"
                        + " lines/1/quantity is another number, expected a whole number from 1 to 9;"
                        + " lines/2 is a number, expected an object");
    }

    @Test
    void an_array_needs_elements() throws IOException {
        for (String lines : List.of("[]", "{}")) {
            Payload payload = payload("{\"lines\":" + lines + "}");
            assertThat(lines(payload)).isEmpty();

            assertThatThrownBy(payload::check).hasMessageContaining("expected an array of one or more objects");
        }
    }

    @Test
    void what_is_no_object_is_refused() {
        assertThatThrownBy(() -> payload("[]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DrainPayouts: payload is an array, expected an object");
        assertThatThrownBy(() -> payload("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DrainPayouts: payload is not JSON, ");
    }

    private static List<Line> lines(Payload payload) {
        return payload.objects(
                "lines",
                (from, line, path) -> new Line(from.text(line, path, "sku"), from.number(line, path, "quantity", 9)));
    }

    private static Payload payload(String json) throws IOException {
        return Payload.read("DrainPayouts", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
