package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.json.Json;
import faas.localcloud.signature.ReceivedRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to the gateway whose signature was verified. Its body is parsed once. For one thread. */
final class GatewayRequest {
    private final ReceivedRequest received;
    private final String service;
    private final AccessKeys.Holder caller;
    private @Nullable JsonNode json;
    private @Nullable QueryParameters parameters;

    /**
     * A request whose content nobody has read.
     *
     * @param service for which it was signed, as {@code sns}
     * @param caller who signed it
     */
    GatewayRequest(ReceivedRequest received, String service, AccessKeys.Holder caller) {
        this.received = received;
        this.service = service;
        this.caller = caller;
    }

    String service() {
        return service;
    }

    AccessKeys.Holder caller() {
        return caller;
    }

    String method() {
        return received.method();
    }

    /** As sent, percent-encoded. */
    String path() {
        return received.rawPath();
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

    /**
     * The document in the body, not to be changed; an empty body is an empty object.
     *
     * @throws BadRequestException if it is no JSON
     */
    JsonNode json() {
        JsonNode read = json;
        if (read == null) {
            try {
                read = body().length == 0 ? Json.object() : Json.parse(body());
            } catch (IllegalArgumentException e) {
                throw new BadRequestException(e);
            }
            json = read;
        }
        return read;
    }

    /**
     * Of the query protocol: in the body or, without one, in the query, where presigned requests have them.
     *
     * @throws BadRequestException if they are encoded wrongly
     */
    QueryParameters parameters() {
        QueryParameters read = parameters;
        if (read == null) {
            read = body().length == 0 ? query() : QueryParameters.parse(Gateway.text(body()));
            parameters = read;
        }
        return read;
    }

    /** The parameters in the query alone. */
    QueryParameters query() {
        return QueryParameters.parse(received.rawQuery());
    }
}
