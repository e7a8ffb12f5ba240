package io.orderchannel.localcloud.gateway;

import java.io.IOException;

/** One service behind the gateway. */
@FunctionalInterface
interface Backend {
    /**
     * Answers the request, errors of the service included.
     *
     * @throws IOException if the service is out of reach
     */
    GatewayReply handle(GatewayRequest request) throws IOException;
}
