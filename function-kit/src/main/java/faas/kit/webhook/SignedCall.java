package faas.kit.webhook;

import faas.kit.http.HttpRequest;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;

/**
 * Whether a call is signed by somebody who has a key, and recently. To be asked before anything else of the call is
 * read.
 */
public sealed interface SignedCall {
    /**
     * How far the sender's clock and ours may be apart, and how long a call that somebody recorded can be sent again.
     */
    Duration TOLERANCE = Duration.ofMinutes(5);

    /** An id has at most so many characters, since it is stored. */
    int LONGEST_ID = 255;

    /** It is, under that id. */
    record Genuine(String id) implements SignedCall {}

    /** It is not, and nothing of it is to be used. */
    record Refused(String detail) implements SignedCall {}

    /**
     * Checks the signature over the body's bytes as they were sent.
     *
     * @param keys asked for only if the call has all that a signed call has, and a time that is near
     */
    static SignedCall check(HttpRequest request, Instant now, Supplier<WebhookKeys> keys) {
        Optional<String> id = request.header(SignedHeaders.ID);
        Optional<String> timestamp = request.header(SignedHeaders.TIMESTAMP);
        Optional<String> signatures = request.header(SignedHeaders.SIGNATURE);
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return new Refused("header " + missing(id, timestamp) + " is missing");
        }
        // With a full stop in it, the border between id, time and body could be moved under the same signature.
        if (id.get().isBlank() || id.get().length() > LONGEST_ID || id.get().indexOf('.') >= 0) {
            return new Refused(
                    "header " + SignedHeaders.ID + " must have 1 to " + LONGEST_ID + " characters and no full stop");
        }
        if (!isNear(timestamp.get(), now)) {
            return new Refused("header " + SignedHeaders.TIMESTAMP + " is not within " + TOLERANCE.toMinutes()
                    + " minutes of now, in seconds since 1970");
        }
        for (SecretKey key : keys.get().all()) {
            byte[] expected = SignedHeaders.hmac(key, id.get(), timestamp.get(), request.body());
            if (anyMatches(signatures.get(), expected)) {
                return new Genuine(id.get());
            }
        }
        return new Refused("header " + SignedHeaders.SIGNATURE + " has no signature of this call");
    }

    private static String missing(Optional<String> id, Optional<String> timestamp) {
        if (id.isEmpty()) {
            return SignedHeaders.ID;
        }
        return timestamp.isEmpty() ? SignedHeaders.TIMESTAMP : SignedHeaders.SIGNATURE;
    }

    private static boolean isNear(String timestamp, Instant now) {
        // Ten digits last until the year 2286.
        if (timestamp.length() > 10 || !timestamp.chars().allMatch(c -> c >= '0' && c <= '9') || timestamp.isEmpty()) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
    }

    /** In constant time, so that nobody learns from the time how much of a guess is right. */
    private static boolean anyMatches(String signatures, byte[] expected) {
        boolean matches = false;
        for (String signature : List.of(signatures.split(" ", -1))) {
            if (signature.startsWith(SignedHeaders.VERSION)) {
                matches |= MessageDigest.isEqual(decoded(signature), expected);
            }
        }
        return matches;
    }

    private static byte[] decoded(String signature) {
        try {
            return Base64.getDecoder().decode(signature.substring(SignedHeaders.VERSION.length()));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
