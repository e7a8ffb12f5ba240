package faas.localcloud.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import faas.localcloud.secrets.SecretsException;
import faas.localcloud.secrets.SecretsManager;
import java.util.List;

/** Secrets Manager in AWS's JSON protocol. */
final class SecretsBackend implements Backend {
    private final SecretsManager secrets;

    SecretsBackend(SecretsManager secrets) {
        this.secrets = secrets;
    }

    /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
    @Override
    public List<RequiredAccess> requiredAccess(GatewayRequest request) {
        JsonNode input = request.json();
        String secret = input.path(request.targetOperation().equals("CreateSecret") ? "Name" : "SecretId")
                .asText();
        return List.of(new RequiredAccess(
                "secretsmanager:" + request.targetOperation(), secret.isEmpty() ? "*" : secrets.arnOf(secret)));
    }

    @Override
    public GatewayReply handle(GatewayRequest request) {
        try {
            return GatewayReply.json(200, secrets.perform(request.targetOperation(), request.json()));
        } catch (SecretsException e) {
            return GatewayReply.jsonError(400, e.code(), String.valueOf(e.getMessage()));
        }
    }
}
