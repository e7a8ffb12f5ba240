package faas.localcloud.signature;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text that Signature Version 4 signs.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request">Canonical
 *     request</a>
 */
record CanonicalRequest(String text) {
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** @param payloadHash what {@link #sha256} gives of the body */
    static CanonicalRequest of(ReceivedRequest request, List<String> signedHeaders, String payloadHash) {
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + canonicalValue(request.headers().getOrDefault(name, List.of())) + "\n")
                .collect(Collectors.joining());
        return new CanonicalRequest(String.join(
                "\n",
                request.method(),
                encode(request.rawPath(), "/"),
                canonicalQuery(request.rawQuery()),
                headers,
                String.join(";", signedHeaders),
                payloadHash));
    }

    /** @param signingKey what {@link #signingKey} gives */
    String signature(Signature authorization, String timestamp, byte[] signingKey) {
        String toSign = String.join(
                "\n",
                Signature.ALGORITHM,
                timestamp,
                authorization.scope(),
                sha256(text.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(hmac(signingKey, toSign));
    }

    /** The key for a day's requests to a service. */
    static byte[] signingKey(Signature authorization, String secretAccessKey) {
        byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
        for (String part :
                List.of(authorization.date(), authorization.region(), authorization.service(), Signature.TERMINATOR)) {
            key = hmac(key, part);
        }
        return key;
    }

    private static String canonicalValue(List<String> values) {
        return values.stream()
                .map(value -> SPACES.matcher(value.strip()).replaceAll(" "))
                .collect(Collectors.joining(","));
    }

    private static String canonicalQuery(String rawQuery) {
        if (rawQuery.isEmpty()) {
            return "";
        }
        return Stream.of(rawQuery.split("&", -1))
                .filter(part -> !part.isEmpty() && !part.startsWith(Signature.SIGNATURE_PARAMETER + "="))
                .map(CanonicalRequest::parameter)
                .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
    }

    private static Map.Entry<String, String> parameter(String part) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        return Map.entry(encode(decode(name), ""), encode(decode(value), ""));
    }

    /** Percent-decodes; a plus sign stands for itself here. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Percent-encodes as RFC 3986 has it, all but the unreserved characters and {@code kept}. */
    private static String encode(String text, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    /** The hash in lower-case hexadecimal digits. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
