package faas.localcloud.gateway;

import faas.localcloud.signature.ReceivedRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * A request to the gateway whose signature was verified.
 *
 * @param service for which it was signed, as {@code sns}
 * @param caller who signed it
 */
record GatewayRequest(ReceivedRequest received, String service, AccessKeys.Holder caller) {
    String method() {
        return received.method();
    }

    /** As sent, percent-encoded. */
    String path() {
        return received.rawPath();
    }

    /** As sent, percent-encoded. */
    String query() {
        return received.rawQuery();
    }

    byte[] body() {
        return received.body();
    }

    Optional<String> header(String name) {
        return received.header(name.toLowerCase(Locale.ROOT));
    }

    /** The service that {@code X-Amz-Target} names, as {@code AmazonSQS}; empty without the header. */
    String targetService() {
        return header("X-Amz-Target")
                .map(target -> target.substring(0, Math.max(0, target.indexOf('.'))))
                .orElse("");
    }

    /** The operation that {@code X-Amz-Target} names; empty without the header. */
    String targetOperation() {
        return header("X-Amz-Target")
                .map(target -> target.substring(target.indexOf('.') + 1))
                .orElse("");
    }

    /** Of the query protocol: in the body or, without one, in the query, where presigned requests have them. */
    QueryParameters parameters() {
        return QueryParameters.parse(body().length == 0 ? query() : Gateway.text(body()));
    }
}
