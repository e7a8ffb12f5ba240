package io.orderchannel.channel;

import faas.events.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The contract's example events. */
public final class Examples {
    private Examples() {}

    public static String of(String type) {
        try (InputStream in = Objects.requireNonNull(
                EventCodec.class.getResourceAsStream(
                        "/" + type.substring(0, type.indexOf('.')) + "/examples/" + type + ".json"),
                "no example of " + type)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text as it stands inside a JSON string. */
    public static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
