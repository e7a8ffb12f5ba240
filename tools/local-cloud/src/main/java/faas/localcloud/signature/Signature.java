package faas.localcloud.signature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Signature Version 4, taken out of the {@code Authorization} header or, of a presigned request, out of the query.
 *
 * @param date {@code yyyyMMdd} of the credential scope
 * @param signedHeaders lower-case names, in the order given
 * @param signature 64 hexadecimal digits
 * @param timestamp as sent; empty if it is missing
 * @param sessionToken empty where none was sent
 * @param validSeconds as sent; empty where the signature stands in the header
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">Methods</a>
 */
public record Signature(
        String accessKeyId,
        String date,
        String region,
        String service,
        List<String> signedHeaders,
        String signature,
        String timestamp,
        Optional<String> sessionToken,
        Optional<String> validSeconds) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String TERMINATOR = "aws4_request";
    static final String SIGNATURE_PARAMETER = "X-Amz-Signature";

    private static final Pattern SEPARATOR = Pattern.compile(",");

    /** Empty if the request has no signature, one of another scheme, or one with a part missing. */
    public static Optional<Signature> of(ReceivedRequest request) {
        Optional<String> header = request.header("authorization");
        return header.isPresent() ? ofHeader(header.get(), request) : ofQuery(request);
    }

    private static Optional<Signature> ofHeader(String header, ReceivedRequest request) {
        if (!header.startsWith(ALGORITHM + " ")) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        SEPARATOR.splitAsStream(header.substring(ALGORITHM.length())).forEach(part -> {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        });
        return of(
                parts.getOrDefault("Credential", ""),
                parts.getOrDefault("SignedHeaders", ""),
                parts.getOrDefault("Signature", ""),
                request.header("x-amz-date").orElse(""),
                request.header("x-amz-security-token"),
                Optional.empty());
    }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, query parameters */
    private static Optional<Signature> ofQuery(ReceivedRequest request) {
        Map<String, String> query = request.queryParameters();
        if (!query.getOrDefault("X-Amz-Algorithm", "").equals(ALGORITHM)) {
            return Optional.empty();
        }
        return of(
                query.getOrDefault("X-Amz-Credential", ""),
                query.getOrDefault("X-Amz-SignedHeaders", ""),
                query.getOrDefault(SIGNATURE_PARAMETER, ""),
                query.getOrDefault("X-Amz-Date", ""),
                Optional.ofNullable(query.get("X-Amz-Security-Token")),
                Optional.of(query.getOrDefault("X-Amz-Expires", "")));
    }

    private static Optional<Signature> of(
            String credential,
            String signedHeaders,
            String signature,
            String timestamp,
            Optional<String> sessionToken,
            Optional<String> validSeconds) {
        String[] scope = credential.split("/", -1);
        if (scope.length != 5 || !scope[4].equals(TERMINATOR) || signedHeaders.isEmpty() || signature.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Signature(
                scope[0],
                scope[1],
                scope[2],
                scope[3],
                List.of(signedHeaders.split(";", -1)),
                signature,
                timestamp,
                sessionToken,
                validSeconds));
    }

    String scope() {
        return String.join("/", date, region, service, TERMINATOR);
    }
}
