package faas.kit.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The header fields that sign a call, and how the signature is made: HMAC-SHA-256 over {@code <id>.<timestamp>.<body>}
 * (<a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme">Standard
 * Webhooks, signature scheme</a>).
 */
public final class SignedHeaders {
    /** Names the call: the same at every repeat of it. */
    public static final String ID = "webhook-id";

    /** When the attempt was made, in seconds since 1970. */
    public static final String TIMESTAMP = "webhook-timestamp";

    /** One signature or, while a key is rotated, several: {@code v1,<Base64>}, with spaces between them. */
    public static final String SIGNATURE = "webhook-signature";

    static final String VERSION = "v1,";

    private SignedHeaders() {}

    /**
     * The fields for a call with that body.
     *
     * @param id not empty and without a full stop, which delimits the signed parts
     */
    public static Map<String, String> of(String id, Instant time, byte[] body, WebhookKeys keys) {
        if (id.isEmpty() || id.indexOf('.') >= 0) {
            throw new IllegalArgumentException("webhook id is '" + id + "', expected text without '.'");
        }
        String timestamp = Long.toString(time.getEpochSecond());
        String signature = VERSION + Base64.getEncoder().encodeToString(hmac(keys.current(), id, timestamp, body));
        return Map.of(ID, id, TIMESTAMP, timestamp, SIGNATURE, signature);
    }

    static byte[] hmac(SecretKey key, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(WebhookKeys.ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + WebhookKeys.ALGORITHM, e);
        }
    }
}
