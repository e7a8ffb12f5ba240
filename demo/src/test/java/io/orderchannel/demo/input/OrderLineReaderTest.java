package io.orderchannel.demo.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderLineReaderTest {

    @Test
    void the_key_leaves_the_body_and_the_rest_stays_as_it_is() throws IOException {
        var line = "{\"customerId\":\"ç1\",\"idempotencyKey\":\"k1\",\"items\":[{\"quantity\":1.50}],\"more\":null}";

        assertThat(read(line))
                .containsExactly(new OrderLine.Order(
                        1, Optional.of("k1"), "{\"customerId\":\"ç1\",\"items\":[{\"quantity\":1.50}],\"more\":null}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"idempotencyKey\":7}", "{\"idempotencyKey\":null}"})
    void an_object_without_a_textual_key_has_no_key(String line) throws IOException {
        assertThat(read(line)).containsExactly(new OrderLine.Order(1, Optional.empty(), "{}"));
    }

    @Test
    void blank_lines_are_ignored_and_counted() throws IOException {
        assertThat(read("\n  \t\r\n{}\r\n\n{}")).extracting(OrderLine::number).containsExactly(3, 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "42", "null", "\"text\"", "{", "{}{}", "key,customer", "{\"a\":1,}"})
    void what_is_no_json_object_is_malformed_and_says_why(String line) throws IOException {
        assertThat(read(line))
                .singleElement()
                .isInstanceOfSatisfying(
                        OrderLine.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void bytes_that_are_not_utf_8_spoil_only_their_line() throws IOException {
        var bytes = "{\"a\":\"\u00e9\"}\n{}\n".getBytes(StandardCharsets.ISO_8859_1);

        try (var reader = OrderLineReader.of(bytes)) {
            assertThat(reader.next()).contains(new OrderLine.Malformed(1, "not UTF-8"));
            assertThat(reader.next()).contains(new OrderLine.Order(2, Optional.empty(), "{}"));
            assertThat(reader.next()).isEmpty();
        }
    }

    @Test
    void a_byte_order_mark_belongs_to_no_line() throws IOException {
        assertThat(read("\uFEFF{}")).containsExactly(new OrderLine.Order(1, Optional.empty(), "{}"));
    }

    private static List<OrderLine> read(String text) throws IOException {
        var lines = new ArrayList<OrderLine>();
        try (var reader = OrderLineReader.of(text)) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }
}
