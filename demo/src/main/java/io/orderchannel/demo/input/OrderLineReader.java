package io.orderchannel.demo.input;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads orders in the JSON Lines format (UTF-8, one value a line) one at a time, so that a file may be larger than
 * memory. Splits on bytes and decodes each line by itself: bytes that are not UTF-8 spoil their own line and no other.
 * Not thread-safe.
 */
public final class OrderLineReader implements AutoCloseable {

    private static final String KEY = "idempotencyKey";

    private static final ObjectMapper JSON = JsonMapper.builder()
            // 12.50 must reach the function as 12.50: neither as the nearest binary fraction nor as 12.5.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final InputStream in;
    private int number;

    private OrderLineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be opened
     */
    public static OrderLineReader open(Path file) throws IOException {
        return new OrderLineReader(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** Reads a text. */
    public static OrderLineReader of(String text) {
        return new OrderLineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static OrderLineReader of(byte[] bytes) {
        return new OrderLineReader(new ByteArrayInputStream(bytes));
    }

    /** The next line that is not blank, or empty at the end of the input. */
    public Optional<OrderLine> next() throws IOException {
        for (var bytes = readLine(); bytes.isPresent(); bytes = readLine()) {
            number++;
            var line = parse(bytes.get());
            if (line.isPresent()) {
                return line;
            }
        }
        return Optional.empty();
    }

    private Optional<OrderLine> parse(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.of(new OrderLine.Malformed(number, "not UTF-8"));
        }
        // A byte order mark is no part of the text: https://www.rfc-editor.org/rfc/rfc8259#section-8.1
        var json = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        return json.isBlank() ? Optional.empty() : Optional.of(parse(json));
    }

    private OrderLine parse(String json) {
        JsonNode node;
        try (var parser = JSON.createParser(json)) {
            node = JSON.readTree(parser);
            if (parser.nextToken() != null) {
                return new OrderLine.Malformed(number, "more than one JSON value");
            }
        } catch (IOException e) {
            return new OrderLine.Malformed(number, "not JSON: " + firstLineOf(e));
        }
        return node instanceof ObjectNode order
                ? split(order)
                : new OrderLine.Malformed(
                        number,
                        "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT)
                                + " where an object was expected");
    }

    private OrderLine split(ObjectNode order) {
        var key = order.get(KEY);
        order.remove(KEY);
        return new OrderLine.Order(
                number,
                key != null && key.isTextual() ? Optional.of(key.textValue()) : Optional.empty(),
                order.toString());
    }

    private Optional<byte[]> readLine() throws IOException {
        var line = new ByteArrayOutputStream(256);
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        return Optional.of(line.toByteArray());
    }

    private static String firstLineOf(IOException e) {
        var message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
