package faas.localcloud.url;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code Authorization} header of Signature Version 4, taken apart.
 *
 * @param date {@code yyyyMMdd} of the credential scope
 * @param signedHeaders lower-case names, in the order given
 */
record AuthorizationHeader(
        String accessKeyId, String date, String region, String service, List<String> signedHeaders, String signature) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String TERMINATOR = "aws4_request";

    /** Empty if it is another scheme, or incomplete. */
    static Optional<AuthorizationHeader> parse(String header) {
        if (!header.startsWith(ALGORITHM + " ")) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : header.substring(ALGORITHM.length()).split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        String[] scope = parts.getOrDefault("Credential", "").split("/", -1);
        String signedHeaders = parts.getOrDefault("SignedHeaders", "");
        String signature = parts.getOrDefault("Signature", "");
        if (scope.length != 5 || !scope[4].equals(TERMINATOR) || signedHeaders.isEmpty() || signature.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AuthorizationHeader(
                scope[0], scope[1], scope[2], scope[3], List.of(signedHeaders.split(";", -1)), signature));
    }

    String scope() {
        return String.join("/", date, region, service, TERMINATOR);
    }
}
