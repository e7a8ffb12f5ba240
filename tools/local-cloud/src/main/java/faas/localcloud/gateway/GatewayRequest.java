package faas.localcloud.gateway;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to the gateway.
 *
 * @param caller who signed it; empty where nobody did
 */
@SuppressWarnings("ArrayRecordComponent") // a body that is handed on, never compared
record GatewayRequest(
        String method, String path, String query, Headers headers, byte[] body, Optional<AccessKeys.Holder> caller) {
    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/,\\s]+)/[^/]*/[^/]*/([^/]*)/");

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** The service that {@code X-Amz-Target} names, as {@code AmazonSQS}; empty without the header. */
    String targetService() {
        return header("X-Amz-Target")
                .map(target -> target.substring(0, Math.max(0, target.indexOf('.'))))
                .orElse("");
    }

    /** The operation that {@code X-Amz-Target} names. */
    String targetOperation() {
        return header("X-Amz-Target")
                .map(target -> target.substring(target.indexOf('.') + 1))
                .orElse("");
    }

    /** The service in the credential scope of the signature, as {@code sns}. */
    String signedService() {
        return header("Authorization")
                .map(CREDENTIAL::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(2).toLowerCase(Locale.ROOT))
                .orElse("");
    }

    static Optional<String> accessKeyId(Headers headers) {
        return Optional.ofNullable(headers.getFirst("Authorization"))
                .map(CREDENTIAL::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
    }
}
