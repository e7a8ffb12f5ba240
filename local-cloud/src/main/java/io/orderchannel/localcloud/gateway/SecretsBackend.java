package io.orderchannel.localcloud.gateway;

import io.orderchannel.localcloud.json.Json;
import io.orderchannel.localcloud.secrets.SecretsException;
import io.orderchannel.localcloud.secrets.SecretsManager;

/** Secrets Manager in AWS's JSON protocol. */
final class SecretsBackend implements Backend {
    private final SecretsManager secrets;

    SecretsBackend(SecretsManager secrets) {
        this.secrets = secrets;
    }

    @Override
    public GatewayReply handle(GatewayRequest request) {
        try {
            return GatewayReply.json(200, secrets.perform(request.targetOperation(), Json.parse(request.body())));
        } catch (SecretsException e) {
            return GatewayReply.jsonError(400, e.code(), String.valueOf(e.getMessage()));
        }
    }
}
