package faas.kit.webhook;

import faas.json.JsonReader;
import faas.json.UnreadableJsonException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that a partner and we share: the current one and, while it is rotated, the previous one. Whoever signs uses
 * the current one, whoever verifies takes either.
 *
 * <p>A key is 24 to 64 bytes in Base64, with or without the prefix {@code whsec_} (<a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme">Standard
 * Webhooks, signature scheme</a>).
 */
public final class WebhookKeys {
    static final String ALGORITHM = "HmacSHA256";

    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final List<SecretKey> keys;

    private WebhookKeys(List<SecretKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads the secret: {@code {"current": "<key>", "previous": "<key or empty>"}}.
     *
     * @throws UnreadableJsonException if it is none; the message names what is wrong and never what was found, since
     *     that may be a key
     */
    public static WebhookKeys parse(String secret) {
        return JsonReader.read("webhook keys", secret, in -> {
            String current = in.text("current", UnaryOperator.identity());
            String previous = in.text("previous", UnaryOperator.identity());
            List<SecretKey> keys = new ArrayList<>(2);
            keys.add(key("current", current));
            if (!previous.isEmpty()) {
                keys.add(key("previous", previous));
            }
            return new WebhookKeys(keys);
        });
    }

    /** What is signed with. */
    public SecretKey current() {
        return keys.getFirst();
    }

    /** What a signature may be made with; the current one first. */
    List<SecretKey> all() {
        return keys;
    }

    private static SecretKey key(String name, String text) {
        String base64 = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            // Its message holds a character of the key, so it is no cause here.
            throw new IllegalArgumentException(name + " is not Base64");
        }
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    name + " has " + bytes.length + " bytes, expected " + LEAST_BYTES + " to " + MOST_BYTES);
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }
}
