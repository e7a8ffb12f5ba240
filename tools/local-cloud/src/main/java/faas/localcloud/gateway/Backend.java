package faas.localcloud.gateway;

import java.io.IOException;
import java.util.List;

/** One service behind the gateway. */
interface Backend {
    /**
     * Answers the request, errors of the service included.
     *
     * @throws IOException if the service is out of reach
     */
    GatewayReply handle(GatewayRequest request) throws IOException;

    /** What a caller's role must allow for this request; nothing where the service will refuse it anyway. */
    List<RequiredAccess> requiredAccess(GatewayRequest request);

    /** The service's answer to a caller whose role does not allow the request. */
    default GatewayReply accessDenied(GatewayRequest request, String message) {
        return GatewayReply.jsonError(400, "AccessDeniedException", message);
    }
}
